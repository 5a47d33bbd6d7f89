import type { JsonValue } from '@xdsim/envoy';
import { expect } from 'chai';
import { createProxy, proxyFromNode, viewKey } from '../src/index.js';

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
    });
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
});

describe('viewKey', () => {
  const base = createProxy({ labels: { app: 'web', version: 'v1' }, ipAddresses: ['10.0.0.1'] });

  it('is shared by proxies that differ in what nothing depends on', () => {
    const same = [
      createProxy({ ...base, id: 'other' }),
      createProxy({ ...base, ipAddresses: ['10.0.0.2'] }),
      createProxy({ ...base, labels: { version: 'v1', app: 'web' } }),
    ];
    expect(new Set([base, ...same].map(viewKey)).size).to.equal(1);
  });

  it('differs by namespace, labels, address family, locality, domain, interception and port offset', () => {
    const others = [
      { namespace: 'shop' },
      { labels: { app: 'web' } },
      { ipAddresses: ['2001:db8::1'] },
      { locality: { region: 'eu' } },
      { dnsDomain: 'example.com' },
      { interception: 'redirect' as const },
      { portOffset: 0 },
      { portOffset: 8000 },
    ].map((fields) => createProxy({ ...base, ...fields }));
    expect(new Set([base, ...others].map(viewKey)).size).to.equal(others.length + 1);
  });
});
