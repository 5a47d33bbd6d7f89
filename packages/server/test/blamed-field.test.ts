import { parse } from '@xdsim/api';
import { expect } from 'chai';
import { explainRejection } from '../src/proxies/rejection.js';

const yaml = `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: pay }
spec:
  hosts: [pay.test]
  ports: [{ number: 80, name: http, protocol: HTTP }]
  resolution: DNS
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: pay }
spec:
  host: pay.test
  trafficPolicy:
    tls:
      mode: SIMPLE
      caCertificates: /etc/ca.pem
  subsets:
    - name: v1
      labels: { version: v1 }
      trafficPolicy:
        tls:
          mode: SIMPLE
          caCertificates: /etc/ca.pem.old
`;
const { objects } = parse(yaml, { file: 'mesh.yaml' });
const name = 'outbound|80||pay.test';
const provenance = new Map([[`clusters/${name}`, objects]]);

const explain = (reason: string) =>
  explainRejection(
    {
      proxy: 'web-1',
      type: 'clusters',
      names: [name],
      message: `Error adding/updating cluster(s) ${name}: ${reason}`,
    },
    provenance,
  );

describe('what a proxy quotes of an object', () => {
  const cases: readonly (readonly [reason: string, line: number, path: string | undefined])[] = [
    ['Invalid path: /etc/ca.pem', 17, 'spec.trafficPolicy.tls.caCertificates'],
    ['Invalid path: /etc/ca.pem.', 17, 'spec.trafficPolicy.tls.caCertificates'],
    ['Invalid path: /etc/ca.pem.old', 24, 'spec.subsets[0].trafficPolicy.tls.caCertificates'],
    // A text of another: nothing of ours is quoted.
    ['Invalid path: /srv/etc/ca.pem', 1, undefined],
    ['out of memory', 1, undefined],
    // Too short to mean anything.
    ['v1 is bad', 1, undefined],
  ];
  for (const [reason, line, path] of cases) {
    it(`"${reason}" is about line ${line}`, () => {
      const found = explain(reason);
      expect([found.file, found.line, found.path]).to.deep.equal(['mesh.yaml', line, path]);
    });
  }

  it('has the objects that have a part in it beside it', () => {
    const { object, related } = explain('Invalid path: /etc/ca.pem');
    expect(object).to.equal('DestinationRule default/pay');
    expect(related?.map(({ line }) => line)).to.deep.equal([1]);
  });

  it('is looked for in many values at most', () => {
    const hosts = Array.from({ length: 50_000 }, (_, i) => `host-${i}.test`);
    const [many] = parse(yaml.replace('[pay.test]', `[${hosts.join(', ')}]`), { file: 'many.yaml' }).objects;
    const found = explainRejection(
      { proxy: 'web-1', type: 'clusters', names: [name], message: 'no host-49999.test' },
      new Map([[`clusters/${name}`, [many!]]]),
    );
    expect(found.path).to.equal(undefined);
  });
});
