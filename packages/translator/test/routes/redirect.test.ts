import { parse } from '@xdsim/api';
import { createRegistry } from '@xdsim/registry';
import { expect } from 'chai';
import { createProxy, translate } from '../../src/index.js';
import { redirectAction } from '../../src/routes/action/redirect.js';

const redirecting = (status: number) => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: s }
spec:
  hosts: [s.example.com]
  ports: [{ number: 80, name: http, protocol: HTTP }]
  resolution: DNS
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: s }
spec:
  hosts: [s.example.com]
  http: [{ redirect: { uri: /new, redirectCode: ${status} } }]
`;

describe('a redirect', () => {
  it('on a port of its own derives that port from the request', () => {
    const redirect = { authority: 'a.example.com', derivePort: 'FROM_REQUEST_PORT' } as const;
    expect(redirectAction(redirect, 8080)).to.include({ port_redirect: 8080 });
    expect(redirectAction(redirect, 80)).to.not.have.property('port_redirect');
  });

  // Not in a golden folder: Envoy refuses it.
  it('with a status that Envoy does not know is a route that does nothing, and is reported at its place', () => {
    const registry = createRegistry();
    registry.apply(parse(redirecting(304), { file: 'mesh.yaml' }).objects);
    const { resources, diagnostics } = translate(registry.snapshot(), createProxy());
    const route = resources.routes.get('80')?.message.virtual_hosts?.[0]?.routes?.[0];
    expect(route).to.deep.equal({ match: { prefix: '/' }, decorator: { operation: 's:80/*' } });
    expect(diagnostics.map((d) => `${d.code} ${d.line}`)).to.deep.equal(['XDS0511 15']);
  });
});
