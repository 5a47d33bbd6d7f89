import { expect } from 'chai';
import { formatPath, locate, parse } from '../../src/index.js';
import type { Path } from '../../src/index.js';

const text = `# two documents
apiVersion: networking.istio.io/v1
kind: WorkloadEntry
metadata: {name: first}
spec: {address: 10.0.0.1}
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata:
  name: shop
  labels:
    app.kubernetes.io/name: shop
spec:
  hosts:
  - shop.example.com
  - "www.example.com"
  ports:
  - number: 80
    name: http
    protocol: HTTP
  resolution: STATIC
  endpoints:
  - &one
    address: 10.0.0.1
    labels: {v: v1}
  - <<: *one
    weight: 2
  - *one
`;
const [first, shop] = parse(text, { file: 'mesh.yaml' }).objects;

describe('locate', () => {
  const places: readonly (readonly [Path, string])[] = [
    [[], '7:1-35'],
    [['kind'], '8:7-19'],
    [['metadata', 'name'], '10:9-13'],
    [['metadata', 'labels', 'app.kubernetes.io/name'], '12:29-33'],
    [['spec'], '13:1-5'],
    [['spec', 'hosts'], '14:3-8'],
    [['spec', 'hosts', 0], '15:5-21'],
    [['spec', 'hosts', 1], '16:5-22'],
    [['spec', 'ports', 0], '18:5-15'],
    [['spec', 'ports', 0, 'number'], '18:13-15'],
    [['spec', 'endpoints', 0, 'labels', 'v'], '25:17-19'],
    // the parent, when the field is not there
    [['spec', 'exportTo'], '13:1-5'],
    [['spec', 'ports', 0, 'targetPort'], '18:5-15'],
    [['spec', 'hosts', 7], '14:3-8'],
    // through merges and aliases to where the value is written
    [['spec', 'endpoints', 1, 'weight'], '27:13-14'],
    [['spec', 'endpoints', 1, 'address'], '24:14-22'],
    [['spec', 'endpoints', 2, 'address'], '24:14-22'],
    [['spec', 'endpoints', 2], '28:5-9'],
  ];
  for (const [path, place] of places) {
    it(`finds ${formatPath(path) || 'the object'} at ${place}`, () => {
      const { file, line, column, endColumn } = locate(shop!, path) ?? {};
      expect(`${line}:${column}-${endColumn}`).to.equal(place);
      expect(file).to.equal('mesh.yaml');
    });
  }

  it('reads a document again when another was looked into since', () => {
    expect(locate(first!, ['spec', 'address'])).to.deep.equal({
      file: 'mesh.yaml',
      line: 5,
      column: 17,
      endColumn: 25,
    });
    expect(locate(shop!, ['spec', 'hosts', 0])).to.include({ line: 15, column: 5 });
    expect(locate(first!, ['spec', 'address'])).to.include({ line: 5, column: 17 });
  });

  it('finds its way into the items of a list', () => {
    const list = `kind: List\napiVersion: v1\nitems:\n- ${text.slice(text.indexOf('apiVersion'), text.indexOf('---')).trimEnd().replaceAll('\n', '\n  ')}\n`;
    const [item] = parse(list, { file: 'list.yaml' }).objects;
    parse(text);
    expect(locate(item!, ['spec', 'address'])).to.deep.equal({
      file: 'list.yaml',
      line: 7,
      column: 19,
      endColumn: 27,
    });
    expect(locate(item!, [])).to.include({ line: 4, column: 3 });
  });

  it('answers with the origin of a copy, and with nothing for an object from nowhere', () => {
    const copy = { ...first! };
    expect(locate(copy, ['spec', 'address'])).to.deep.equal({ file: 'mesh.yaml', line: 2, column: 1 });
    const { origin: _origin, ...made } = copy;
    expect(locate(made, ['spec', 'address'])).to.equal(undefined);
  });
});
