import type { JsonValue } from '@xdsim/envoy';
import type { Service } from '@xdsim/registry';
import { expect } from 'chai';
import { createProxy, proxyFromNode, viewKey } from '../src/index.js';
import type { Proxy } from '../src/index.js';
import { addressFor } from '../src/proxy/ip-family.js';
import { topologyOf } from '../src/proxy/topology.js';

describe('proxyFromNode', () => {
  it("reads Istio's node id and metadata", () => {
    const proxy = proxyFromNode({
      id: 'sidecar~10.1.1.1~web-1.shop~shop.svc.cluster.local',
      metadata: {
        NAMESPACE: 'shop',
        LABELS: { app: 'web' },
        INSTANCE_IPS: '10.1.1.1,2001:db8::1',
        INTERCEPTION_MODE: 'REDIRECT',
      },
      locality: { region: 'eu' },
    });
    expect(proxy).to.deep.equal({
      id: 'sidecar~10.1.1.1~web-1.shop~shop.svc.cluster.local',
      type: 'sidecar',
      namespace: 'shop',
      labels: { app: 'web' },
      ipAddresses: ['10.1.1.1', '2001:db8::1'],
      dnsDomain: 'shop.svc.cluster.local',
      interception: 'redirect',
      locality: { region: 'eu' },
      systemRoots: '/etc/ssl/certs/ca-certificates.crt',
    });
  });

  it('reads where the proxy is, what it wants to see, and its files', () => {
    const { network, cluster, capturesDns, nodeName, requestedNetworkView, systemRoots, clientCertificate } =
      proxyFromNode({
        id: 'web-1',
        metadata: {
          NETWORK: 'one',
          CLUSTER_ID: 'here',
          DNS_CAPTURE: 'true',
          NODE_NAME: 'node-1',
          REQUESTED_NETWORK_VIEW: 'one, two',
          SYSTEM_ROOTS: '/etc/ssl/cert.pem',
          TLS_CLIENT_CERT_CHAIN: '/chain.pem',
          TLS_CLIENT_KEY: '/key.pem',
          TLS_CLIENT_ROOT_CERT: '/root.pem',
        },
      });
    expect([network, cluster, capturesDns, nodeName, requestedNetworkView, systemRoots]).to.deep.equal([
      'one',
      'here',
      true,
      'node-1',
      ['one', 'two'],
      '/etc/ssl/cert.pem',
    ]);
    expect(clientCertificate).to.deep.equal({ chain: '/chain.pem', key: '/key.pem', root: '/root.pem' });
  });

  it('reads the settings of the node that change its listeners', () => {
    const proxy = proxyFromNode({
      id: 'web-1',
      metadata: {
        INTERCEPTION_MODE: 'TPROXY',
        IDLE_TIMEOUT: '1m30s',
        HTTP_PROXY_PORT: '3128',
        ENVOY_STATUS_PORT: 15021,
        ENVOY_PROMETHEUS_PORT: '15090',
        UNPRIVILEGED_POD: 'true',
        HTTP10: '1',
        OUTBOUND_LISTENER_EXACT_BALANCE: 'true',
      },
    });
    expect(proxy).to.include({
      interception: 'redirect',
      transparent: true,
      idleTimeout: '90s',
      httpProxyPort: 3128,
      unprivileged: true,
      http10: true,
      exactBalance: true,
    });
    expect(proxy.reservedPorts).to.deep.equal([15021, 15090]);
  });

  it('takes the namespace from the DNS domain and the address from the id when metadata says nothing', () => {
    const proxy = proxyFromNode({ id: 'sidecar~10.1.1.1~web-1.shop~shop.svc.cluster.local' });
    expect([proxy.namespace, proxy.ipAddresses]).to.deep.equal(['shop', ['10.1.1.1']]);
  });

  it('takes any other id for a sidecar of namespace default', () => {
    const proxy = proxyFromNode({ id: 'web-1' });
    expect([proxy.id, proxy.type, proxy.namespace, proxy.dnsDomain]).to.deep.equal([
      'web-1',
      'sidecar',
      'default',
      'default.svc.cluster.local',
    ]);
    expect(proxy).not.to.have.property('interception');
  });

  const offsets: readonly (readonly [written: JsonValue, offset: number | undefined])[] = [
    [8000, 8000],
    ['8000', 8000],
    [0, 0],
    [65_534, 65_534],
    [65_535, undefined],
    [-1, undefined],
    [0.5, undefined],
    ['', undefined],
    ['0x10', undefined],
    [null, undefined],
    [[], undefined],
  ];
  for (const [written, offset] of offsets) {
    it(`reads the port offset ${JSON.stringify(written)} as ${offset}`, () => {
      expect(proxyFromNode({ id: 'x', metadata: { XDSIM_PORT_OFFSET: written } }).portOffset).to.equal(
        offset,
      );
    });
  }

  it('leaves out metadata of the wrong type instead of failing', () => {
    const proxy = proxyFromNode({ id: 'x', metadata: { NAMESPACE: 7, LABELS: 'app=web', INSTANCE_IPS: {} } });
    expect([proxy.namespace, proxy.labels, proxy.ipAddresses]).to.deep.equal(['default', {}, []]);
  });

  it('knows a gRPC client without a proxy by its metadata', () => {
    expect(proxyFromNode({ id: 'cart', metadata: { GENERATOR: 'grpc' } }).type).to.equal('proxyless');
    expect(proxyFromNode({ id: 'cart', metadata: { GENERATOR: 'other' } }).type).to.equal('sidecar');
  });
});

describe('viewKey', () => {
  const base = createProxy({ labels: { app: 'web', version: 'v1' }, ipAddresses: ['10.0.0.1'] });

  it('is shared by proxies that differ in what nothing depends on', () => {
    const same = [
      createProxy({ ...base, id: 'other' }),
      createProxy({ ...base, ipAddresses: ['10.0.0.2'] }),
      createProxy({ ...base, labels: { version: 'v1', app: 'web' } }),
      createProxy({ ...base, cluster: 'Kubernetes' }),
    ];
    expect(new Set([base, ...same].map(viewKey)).size).to.equal(1);
  });

  it('differs by all that a translation may depend on', () => {
    const others = [
      { type: 'proxyless' as const },
      { namespace: 'shop' },
      { labels: { app: 'web' } },
      { ipAddresses: ['2001:db8::1'] },
      { locality: { region: 'eu' } },
      { dnsDomain: 'example.com' },
      { interception: 'redirect' as const },
      { portOffset: 0 },
      { portOffset: 8000 },
      { network: 'one' },
      { cluster: 'one' },
      { capturesDns: true },
      { nodeName: 'node-1' },
      { requestedNetworkView: ['one'] },
      { systemRoots: '/etc/ssl/cert.pem' },
      { clientCertificate: { chain: '/chain.pem', key: '/key.pem', root: '/root.pem' } },
    ].map((fields) => createProxy({ ...base, ...fields }));
    expect(new Set([base, ...others].map(viewKey)).size).to.equal(others.length + 1);
  });
});

describe('the topology of a proxy', () => {
  const place = (fields: Partial<Proxy>) => topologyOf(createProxy(fields)).locality;

  it('is what its labels say, else the label that names all of it, else the node', () => {
    const locality = { region: 'asia', zone: 'z' };
    const whole = { 'istio-locality': 'us.a.x' };
    expect(place({ locality, labels: { ...whole, 'topology.kubernetes.io/region': 'eu' } })).to.deep.equal({
      region: 'eu',
      zone: '',
      sub_zone: '',
    });
    expect(place({ locality, labels: whole })).to.deep.equal({ region: 'us', zone: 'a', sub_zone: 'x' });
    expect(place({ locality })).to.deep.equal({ region: 'asia', zone: 'z', sub_zone: '' });
    expect(place({})).to.deep.equal({ region: '', zone: '', sub_zone: '' });
  });

  it('is among its labels; a network that they name wins over the one of the metadata', () => {
    const proxy = createProxy({ labels: { app: 'web' }, locality: { region: 'eu' }, network: 'one' });
    expect(topologyOf(proxy).labels).to.deep.equal({
      app: 'web',
      'topology.kubernetes.io/region': 'eu',
      'topology.istio.io/cluster': 'Kubernetes',
      'topology.istio.io/network': 'one',
    });
    const labels = { 'topology.istio.io/network': 'two' };
    expect(topologyOf(createProxy({ labels, network: 'one' })).labels).to.include(labels);
  });
});

describe('the address at which a proxy finds a service', () => {
  const [four, six, none] = ['10.0.0.1', 'fd00::1', '0.0.0.0'];
  const both = ['10.9.9.9', 'fd00::9'];
  const find = (ipAddresses: string[], service: Partial<Service>, capturesDns = false) =>
    addressFor(createProxy({ ipAddresses, capturesDns }), { allocatedAddresses: [], ...service } as Service);

  it('is the only one that it has, of whatever family', () => {
    expect(find([four], { address: six })).to.equal(six);
  });

  it('is that of the family that the proxy speaks, the first if it speaks both', () => {
    const service = { address: six, addresses: [six, four] };
    expect(find([four], service)).to.equal(four);
    expect(find(['fd00::9'], service)).to.equal(six);
    expect(find(both, service)).to.equal(six);
    expect(find([], service)).to.equal(four);
  });

  it('is the allocated one where there is no other, IPv4 before IPv6, if the proxy captures DNS', () => {
    const service = { address: none, allocatedAddresses: [six, four] };
    expect(find(both, service, true)).to.equal(four);
    expect(find(['fd00::9'], service, true)).to.equal(six);
    expect(find(both, { ...service, allocatedAddresses: [six] }, true)).to.equal(six);
    expect(find([four], { ...service, allocatedAddresses: [six] }, true)).to.equal(none);
    expect(find(both, service)).to.equal(none);
    expect(find(both, { ...service, address: '10.1.1.1' }, true)).to.equal('10.1.1.1');
  });
});
