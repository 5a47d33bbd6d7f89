import { parse } from '@xdsim/api';
import { createRegistry } from '@xdsim/registry';
import { createProxy, translate } from '@xdsim/translator';
import { expect } from 'chai';

const gateway = (name: string): string => `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: ${name} }
spec: { selector: { istio: ingress }, servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ['*'] }] }
`;
const routes = (name: string, gateways: string): string => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name} }
spec:
  hosts: ['${name}.example.com']
  gateways: ${gateways}
  http: [{ directResponse: { status: 204 } }]
`;

function told(...texts: readonly string[]): readonly string[] {
  const registry = createRegistry();
  registry.apply(parse(texts.join('---')).objects);
  const { diagnostics } = translate(registry.snapshot(), createProxy());
  return diagnostics.map(({ code, object, message }) => `${code} ${object}: ${message}`);
}

describe('what is for gateways', () => {
  it('is told to have no effect, once a kind', () => {
    expect(told(gateway('a'), gateway('b'), routes('c', '[a]'), routes('d', '[a, b]'))).to.deep.equal([
      'XDS0510 Gateway default/a: Gateway is not translated yet: the 2 of them have no effect',
      'XDS0514 VirtualService default/c: these routes are for gateways, which are not served yet, as are 1 more: ' +
        'no proxy is given them',
    ]);
    expect(told(gateway('a'))).to.deep.equal([
      'XDS0510 Gateway default/a: Gateway is not translated yet: it has no effect',
    ]);
  });

  it('is not told of routes that sidecars have as well', () => {
    expect(told(routes('c', '[a, mesh]'), routes('d', '[]'))).to.deep.equal([]);
  });
});
