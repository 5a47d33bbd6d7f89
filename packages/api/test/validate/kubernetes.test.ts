import { expect } from 'chai';
import { apiVersionsOf, diagnosticFor, keyOf, parse, toManifest } from '../../src/index.js';
import { findings, object } from '../objects.js';
import { check } from './rows.js';

describe('validate: Service', () => {
  check('Service', [
    ['takes ports and a selector', 'selector: {app: a}, ports: [{port: 80, targetPort: http}]'],
    ['takes no ports', 'clusterIP: None'],
    ['passes over what is not read', 'ipFamilyPolicy: SingleStack, ports: [{port: 80, bogus: 1}]'],
    ['does not pass over a wrong type', 'ports: {port: 80}', 'XDS0207 ports'],
    ['takes no number in quotes', 'ports: [{port: "80"}]', 'XDS0207 ports[0].port'],
    [
      'takes a target by number, by name, or not',
      'ports: [{port: 80, name: a, targetPort: 8080}, {port: 81, name: b, targetPort: web}]',
    ],
    [
      'takes no target that is neither',
      'ports: [{port: 80, targetPort: [80]}]',
      'XDS0207 ports[0].targetPort',
    ],
    [
      'takes no target that does not exist',
      'ports: [{port: 80, targetPort: 70000}]',
      'XDS0304 ports[0].targetPort',
    ],
    ['needs the number of a port', 'ports: [{name: a}]', 'XDS0213 ports[0]'],
    ['needs a port that exists', 'ports: [{port: 0}]', 'XDS0304 ports[0].port'],
    ['needs names for several ports', 'ports: [{port: 80, name: a}, {port: 81}]', 'XDS0305 ports[1].name'],
    ['needs names that differ', 'ports: [{port: 80, name: a}, {port: 81, name: a}]', 'XDS0306 ports[1].name'],
    ['needs ports that differ', 'ports: [{port: 80, name: a}, {port: 80, name: b}]', 'XDS0306 ports[1].port'],
    ['takes one port for two protocols', 'ports: [{port: 80, name: a}, {port: 80, name: b, protocol: UDP}]'],
    ['has its types', 'type: NodePorts', 'XDS0208 type'],
    ['takes no enum value by number', 'type: 1', 'XDS0207 type'],
    ['takes no malformed address', 'clusterIP: a', 'XDS0303 clusterIP'],
    ['needs the name that it stands for', 'type: ExternalName', 'XDS0302 externalName'],
  ]);
});

describe('validate: Pod', () => {
  check('Pod', [
    [
      'passes over what is not read',
      'restartPolicy: Always, containers: [{name: a, image: b, ports: [{containerPort: 80}]}]',
    ],
    ['does not pass over a wrong type', 'containers: {}', 'XDS0207 containers'],
    [
      'needs ports that exist',
      'containers: [{ports: [{containerPort: 70000}]}]',
      'XDS0304 containers[0].ports[0].containerPort',
    ],
  ]);

  it('has a status that is read too', () => {
    const pod = (status: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {}\nstatus: ${status}\n`;
    expect(object(pod('{podIP: 10.0.0.1, phase: Running, qosClass: Burstable}')).status).to.deep.equal({
      podIP: '10.0.0.1',
      phase: 'Running',
    });
    expect(findings(pod('{podIP: 1}'))).to.deep.equal(['XDS0207 status.podIP']);
    expect(findings(pod('{podIPs: [{ip: a}]}'))).to.deep.equal(['XDS0303 status.podIPs[0].ip']);
  });
});

describe('validate: EndpointSlice', () => {
  const slice = (fields: string) =>
    `apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: a, labels: {kubernetes.io/service-name: b}}\n${fields}`;
  const full = slice(
    'addressType: IPv4\nendpoints:\n- {addresses: [10.0.0.1], conditions: {ready: null}, hints: {}}\nports: [{name: http, port: 80}]\n',
  );

  it('has its fields in spec, and is written without it', () => {
    const read = object(full);
    expect(read.spec).to.deep.equal({
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.0.0.1'], conditions: {} }],
      ports: [{ name: 'http', port: 80 }],
    });
    expect(toManifest(read)).to.deep.equal({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'a', namespace: 'default', labels: { 'kubernetes.io/service-name': 'b' } },
      ...read.spec,
    });
  });

  it('has findings at the place that is written', () => {
    const found = diagnosticFor(object(full), ['spec', 'endpoints', 0, 'addresses', 0], 'XDS0401', 'test');
    expect(found).to.include({ path: 'endpoints[0].addresses[0]', line: 6, column: 16 });
  });

  it('has addresses of its type', () => {
    const addresses = (type: string, address: string) =>
      findings(slice(`addressType: ${type}\nendpoints: [{addresses: ["${address}"]}]\n`));
    expect(addresses('IPv6', '::1')).to.deep.equal([]);
    expect(addresses('FQDN', 'a.example.com')).to.deep.equal([]);
    for (const [type, address] of [
      ['IPv4', '::1'],
      ['IPv6', '10.0.0.1'],
      ['FQDN', '10.0.0.1'],
    ] as const) {
      expect(addresses(type, address)).to.deep.equal(['XDS0313 endpoints[0].addresses[0]']);
    }
    expect(findings(slice('endpoints: []\n'))).to.deep.equal(['XDS0213']);
  });
});

describe('validate: Namespace', () => {
  const namespace = (metadata: string) => `apiVersion: v1\nkind: Namespace\nmetadata: {${metadata}}\n`;

  it('is in no namespace', () => {
    const read = object(namespace('name: web, labels: {istio-injection: enabled}'));
    expect(read.metadata).to.deep.equal({
      name: 'web',
      namespace: '',
      labels: { 'istio-injection': 'enabled' },
    });
    expect(keyOf(read)).to.equal('Namespace/web');
    expect(toManifest(read))
      .to.have.property('metadata')
      .that.deep.equals({
        name: 'web',
        labels: { 'istio-injection': 'enabled' },
      });
    expect(parse(namespace('name: web'), { namespace: 'other' }).objects[0]?.metadata.namespace).to.equal('');
    expect(findings(namespace('name: web, namespace: web'))).to.deep.equal(['XDS0214 metadata.namespace']);
  });

  it('has the name of a namespace', () => {
    expect(findings(namespace('name: a.b'))).to.deep.equal(['XDS0214 metadata.name']);
  });
});

describe('apiVersionsOf', () => {
  it('has the versions of each group, the preferred one first', () => {
    expect(apiVersionsOf('Sidecar')).to.deep.equal([
      'networking.istio.io/v1',
      'networking.istio.io/v1beta1',
      'networking.istio.io/v1alpha3',
    ]);
    expect(apiVersionsOf('PeerAuthentication')).to.deep.equal([
      'security.istio.io/v1',
      'security.istio.io/v1beta1',
    ]);
    expect(apiVersionsOf('Pod')).to.deep.equal(['v1']);
    expect(apiVersionsOf('EndpointSlice')).to.deep.equal(['discovery.k8s.io/v1']);
  });

  it('decides which group a kind is looked for in', () => {
    const text = (apiVersion: string) =>
      `apiVersion: ${apiVersion}\nkind: AuthorizationPolicy\nmetadata: {name: a}\n`;
    const [found] = parse(text('networking.istio.io/v1')).diagnostics;
    expect(found).to.include({ code: 'XDS0204', help: 'write apiVersion: security.istio.io/v1' });
    expect(findings(text('security.istio.io/v1alpha3'))).to.deep.equal(['XDS0204']);
    expect(findings(text('policy.linkerd.io/v1alpha1'))).to.deep.equal(['XDS0205']);
  });
});
