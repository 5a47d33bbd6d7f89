import { expect } from 'chai';
import { keyOf, parse } from '../../src/index.js';
import { findings, object, yaml } from '../objects.js';

const workload = (name: string) => yaml('WorkloadEntry', '{address: 10.0.0.1}', `name: ${name}`);
const names = (text: string) => parse(text).objects.map(({ metadata }) => metadata.name);

describe('parse: documents', () => {
  it('reads one object as it is written, with the defaults of its metadata', () => {
    const text = `# a comment
apiVersion: networking.istio.io/v1beta1
kind: ServiceEntry
metadata:
  name: shop
  labels: {app: shop}
  annotations: {note: 'a: b'}
  creationTimestamp: 2026-01-31T12:00:00Z
  resourceVersion: '7'
  uid: 0f0e
  managedFields: [{manager: kubectl, fieldsV1: {'f:spec': {}}}]
spec:
  hosts: [shop.example.com]
  ports: [{number: 80, name: http, protocol: HTTP}]
  resolution: DNS
status: {addresses: [{value: 10.0.0.1}]}
`;
    const { objects, diagnostics } = parse(text, { file: 'mesh.yaml', namespace: 'web' });
    expect(diagnostics).to.deep.equal([]);
    expect(objects).to.deep.equal([
      {
        apiVersion: 'networking.istio.io/v1beta1',
        kind: 'ServiceEntry',
        metadata: {
          name: 'shop',
          namespace: 'web',
          labels: { app: 'shop' },
          annotations: { note: 'a: b' },
          creationTimestamp: '2026-01-31T12:00:00Z',
          resourceVersion: '7',
        },
        spec: {
          hosts: ['shop.example.com'],
          ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
          resolution: 'DNS',
        },
        status: { addresses: [{ value: '10.0.0.1' }] },
        origin: { file: 'mesh.yaml', line: 2, column: 1, document: 0 },
      },
    ]);
  });

  it('reads all three apiVersions', () => {
    for (const version of ['v1', 'v1beta1', 'v1alpha3']) {
      const text = workload('a').replace('networking.istio.io/v1', `networking.istio.io/${version}`);
      expect(object(text).apiVersion).to.equal(`networking.istio.io/${version}`);
    }
  });

  it('reads many documents, empty ones and comments between them, and counts them all', () => {
    const { objects } = parse(
      `---\n${workload('a')}---\n# nothing\n---\n---\n${workload('b')}...\n---\n${workload('c')}`,
    );
    expect(
      objects.map(({ metadata, origin }) => [metadata.name, origin?.document, origin?.line]),
    ).to.deep.equal([
      ['a', 0, 2],
      ['b', 3, 10],
      ['c', 4, 16],
    ]);
  });

  it('reads the items of a list, of kind List or of a list of its own kind', () => {
    for (const kind of ['List', 'WorkloadEntryList']) {
      const item = (name: string) =>
        `- apiVersion: networking.istio.io/v1\n  kind: WorkloadEntry\n  metadata: {name: ${name}}\n  spec: {address: 10.0.0.1}\n`;
      const text = `apiVersion: v1\nkind: ${kind}\nmetadata: {resourceVersion: ''}\nitems:\n${item('a')}${item('b')}`;
      const { objects, diagnostics } = parse(text);
      expect(diagnostics).to.deep.equal([]);
      expect(
        objects.map(({ metadata, origin }) => [metadata.name, origin?.line, origin?.column]),
      ).to.deep.equal([
        ['a', 5, 3],
        ['b', 9, 3],
      ]);
    }
  });

  it('reads JSON, indented with tabs or in one line', () => {
    const value = object(workload('a'));
    const { origin: _origin, ...plain } = value;
    for (const text of [JSON.stringify(plain), JSON.stringify(plain, null, '\t')]) {
      const { origin: _other, ...read } = object(text);
      expect(read).to.deep.equal(plain);
    }
  });

  it("follows anchors and merge keys, with the object's own keys first", () => {
    const text = yaml(
      'ServiceEntry',
      `
  hosts: &hosts [a.example.com]
  subjectAltNames: *hosts
  resolution: STATIC
  ports: [{number: 80, name: http, protocol: HTTP}]
  endpoints:
  - &base {address: 10.0.0.1, weight: 2}
  - {<<: *base, address: 10.0.0.2}
  - {<<: [*base, {network: net}]}
`,
    );
    const { spec } = object(text);
    expect(spec).to.deep.include({
      subjectAltNames: ['a.example.com'],
      endpoints: [
        { address: '10.0.0.1', weight: 2 },
        { address: '10.0.0.2', weight: 2 },
        { address: '10.0.0.1', weight: 2, network: 'net' },
      ],
    });
  });

  it('does not take an alias without an anchor before it', () => {
    const text = yaml('WorkloadEntry', '{address: *a, network: &a net}');
    expect(findings(text)).to.deep.equal(['XDS0101 spec.address']);
    expect(findings(yaml('ServiceEntry', '{hosts: [*.example.com]}'))).to.deep.equal([
      'XDS0101 spec.hosts[0]',
    ]);
  });

  it('takes null for absent', () => {
    const text = yaml(
      'WorkloadEntry',
      '{address: 10.0.0.1, network: ~, labels: null}',
      'name: a, creationTimestamp: null',
    );
    const { spec, metadata } = object(text);
    expect(spec).to.deep.equal({ address: '10.0.0.1' });
    expect(metadata).to.deep.equal({ name: 'a', namespace: 'default' });
  });

  it('leaves out the broken document and keeps the others', () => {
    const text = `${workload('a')}---\nspec: [\n---\n${workload('b')}---\n${workload('c').replace('spec', 'spek')}`;
    expect(names(text)).to.deep.equal(['a', 'b']);
    expect(findings(text)).to.deep.equal(['XDS0101', 'XDS0213 spek']);
  });

  it('keeps an object with a warning', () => {
    const text = yaml('WorkloadEntry', '{network: net}');
    expect(names(text)).to.deep.equal(['a']);
    expect(findings(text)).to.deep.equal(['XDS0325 spec']);
  });

  it('has nothing to say about an empty text', () => {
    for (const text of ['', '\n\n', '# only this\n', '---\n---\n', '\uFEFF']) {
      expect(parse(text), JSON.stringify(text)).to.deep.equal({
        objects: [],
        diagnostics: [],
        templates: [],
      });
    }
  });

  it('passes over objects of other kinds with one note for a file', () => {
    const foreign = (apiVersion: string, kind: string) =>
      `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n---\n`;
    const text =
      foreign('apps/v1', 'Deployment') +
      foreign('networking.istio.io/v1alpha3', 'EnvoyFilter') +
      foreign('apps/v1', 'Deployment') +
      foreign('security.istio.io/v1', 'RequestAuthentication') +
      workload('a');
    const { objects, diagnostics } = parse(text, { file: 'all.yaml' });
    expect(objects.map(keyOf)).to.deep.equal(['WorkloadEntry/default/a']);
    expect(
      diagnostics.map(({ code, severity, message, line }) => [code, severity, message, line]),
    ).to.deep.equal([
      [
        'XDS0205',
        'info',
        'skipped 4 objects of another kind: 2 × Deployment (apps/v1), ' +
          'EnvoyFilter (networking.istio.io/v1alpha3), RequestAuthentication (security.istio.io/v1)',
        2,
      ],
    ]);
  });

  it("does not take others' kinds for ours because of their names", () => {
    for (const [apiVersion, kind] of [
      ['gateway.networking.k8s.io/v1', 'Gateway'],
      ['serving.knative.dev/v1', 'Service'],
      ['appmesh.k8s.aws/v1beta2', 'VirtualService'],
      ['policy.linkerd.io/v1alpha1', 'AuthorizationPolicy'],
      ['v1', 'Endpoints'],
      ['v1', 'Node'],
      ['v1', 'Secret'],
      ['v1', 'ServiceAccount'],
      ['v1', 'PodTemplate'],
      ['batch/v1', 'Job'],
    ]) {
      const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: a}\n`;
      expect(findings(text), kind).to.deep.equal(['XDS0205']);
    }
  });
});
