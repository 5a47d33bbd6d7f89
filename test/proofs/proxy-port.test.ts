import { parse } from '@xdsim/api';
import { startHttpBackend, startMesh, useEnvoyLog } from '@xdsim/testkit';
import { expect } from 'chai';

const mesh = (web: number, admin: number) => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: shop }
spec:
  hosts: [shop.example]
  ports: [{ number: 80, name: web, protocol: HTTP }, { number: 8080, name: admin, protocol: HTTP }]
  resolution: STATIC
  endpoints: [{ address: 127.0.0.1, ports: { web: ${web}, admin: ${admin} } }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: shop }
spec:
  hosts: [shop.example]
  http:
    - match: [{ port: 8080, uri: { exact: /old } }]
      redirect: { uri: /new, derivePort: FROM_REQUEST_PORT }
    - match: [{ port: 8080 }]
      route: [{ destination: { host: shop.example, port: { number: 8080 } } }]
    - match: [{ uri: { prefix: /admin } }]
      route: [{ destination: { host: shop.example, port: { number: 8080 } } }]
    - route: [{ destination: { host: shop.example, port: { number: 80 } } }]
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: depot }
spec:
  hosts: [depot.example]
  addresses: [10.9.0.1]
  ports: [{ number: 80, name: web, protocol: HTTP }, { number: 8080, name: admin, protocol: HTTP }]
  resolution: STATIC
  endpoints: [{ address: 127.0.0.1, ports: { web: ${web}, admin: ${admin} } }]
---
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: { name: default }
spec:
  egress:
    - { port: { number: 3128, protocol: HTTP_PROXY, name: proxy }, bind: 127.0.0.1, hosts: ['./*'] }
    - { hosts: ['./*'] }
`;

describe('a port that serves all ports, without interception', () => {
  useEnvoyLog();
  it('tells them apart by the port in the URL, and redirects to where requests arrive', async () => {
    await using web = await startHttpBackend({ name: 'web' });
    await using admin = await startHttpBackend({ name: 'admin' });
    await using running = await startMesh({ sources: [], servicePorts: [80, 3128, 8080] });
    running.server.registry.apply(parse(mesh(web.port, admin.port)).objects);
    await running.server.settled();

    const answerOf = async (url: string) => {
      const { host } = new URL(url);
      const { headers } = await running.envoy.request({ port: running.port(3128), host, path: url });
      return headers['x-backend'];
    };
    expect(await answerOf('http://depot.example/')).to.equal('web');
    expect(await answerOf('http://depot.example:8080/')).to.equal('admin');
    expect(await answerOf('http://10.9.0.1:8080/')).to.equal('admin');
    expect(await answerOf('http://shop.example/')).to.equal('web');
    expect(await answerOf('http://shop.example/admin')).to.equal('admin');

    const port = running.port(8080);
    const { headers } = await running.envoy.request({ port, host: 'shop.example', path: '/old' });
    expect(headers.location).to.equal(`http://shop.example:${port}/new`);
  });
});
