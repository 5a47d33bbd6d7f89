import { expect } from 'chai';
import { parse } from '@xdsim/api';
import { createRegistry } from '@xdsim/registry';
import { createProxy } from '@xdsim/translator';
import { defaultProxies, findings } from '../../src/findings/index.js';

function look(text: string, isOfAll = true) {
  const { objects, diagnostics, templates } = parse(text, { file: 'mesh.yaml' });
  const registry = createRegistry();
  registry.apply(objects);
  const snapshot = registry.snapshot();
  const proxies = isOfAll ? defaultProxies(snapshot) : [createProxy()];
  return findings(snapshot, { proxies, read: diagnostics, templates });
}

const codes = (text: string, isOfAll?: boolean) => look(text, isOfAll).map(({ code }) => code);

const service = `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: shop, namespace: shop }
spec:
  hosts: [shop.example.com]
  ports: [{ number: 80, name: http, protocol: HTTP }]
  resolution: STATIC
  endpoints: [{ address: 10.0.0.1 }]
`;
const rule = (namespace: string) => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: shop, namespace: ${namespace} }
spec: { host: shop.example.com, trafficPolicy: { tls: { mode: ISTIO_MUTUAL } } }
`;
const lost = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: cart, namespace: shop }
spec:
  hosts: [shop.example.com]
  nonsense: 1
  http: [{ route: [{ destination: { host: cart.nowhere.example } }] }]
`;

describe('the findings of a snapshot', () => {
  it('are those of reading, of translation and of analysis, by place', () => {
    expect(codes([service, rule('shop'), lost].join('---'))).to.deep.equal(['XDS0501', 'XDS0206', 'XDS0701']);
  });

  it('are none where all is well', () => {
    expect(codes(service)).to.deep.equal([]);
  });

  it('are told once, for however many proxies they hold', () => {
    const entries = ['a', 'b', 'c'].map((name) =>
      service.replaceAll('namespace: shop', `namespace: ${name}`),
    );
    const private_ = entries.map((entry) => entry.replace('spec:\n', 'spec:\n  exportTo: ["*", "."]\n'));
    expect(
      codes([service, rule('shop'), ...private_].join('---')).filter((c) => c === 'XDS0501'),
    ).to.have.length(1);
  });

  it('tell of rules that hold for the proxies of one namespace only', () => {
    const text = [service, rule('clients')].join('---');
    expect(codes(text, false)).to.deep.equal([]);
    expect(codes(text)).to.deep.equal(['XDS0501']);
  });

  it('do not say one thing in two ways', () => {
    const dns = `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: shop }
spec:
  hosts: [shop.example.com]
  ports: [{ number: 80, name: http, protocol: HTTP }]
  resolution: DNS
  workloadSelector: { labels: { app: shop } }
`;
    expect(codes(dns)).to.deep.equal(['XDS0506']);
    const tcp = (name: string) => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: ${name} }
spec:
  hosts: [${name}.example.com]
  ports: [{ number: 5432, name: tcp, protocol: TCP }]
  resolution: STATIC
  endpoints: [{ address: 10.0.0.1 }]
`;
    expect(codes(`${tcp('a')}---${tcp('b')}`)).to.deep.equal(['XDS0503']);
  });

  it('can be suppressed, but for what is missing', () => {
    const registry = createRegistry();
    registry.apply(parse([service, rule('shop'), lost].join('---')).objects);
    const found = findings(registry.snapshot(), {
      proxies: [createProxy({ namespace: 'shop' })],
      suppress: ['*'],
    });
    expect(found.map(({ code }) => code)).to.deep.equal(['XDS0501']);
  });
});
