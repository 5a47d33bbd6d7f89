import { files } from '@xdsim/server';
import { movePorts, startHttpBackend, startMesh } from '@xdsim/testkit';
import { expect } from 'chai';
import { example, registryOnly, scenario } from './scenario.js';

const answers: readonly (readonly [host: string, root: string, beta: string])[] = [
  ['a.wild.example.com', '200 wild', '200 beta'],
  ['a.b.wild.example.com', '200 wild', '200 beta'],
  ['A.Wild.Example.com', '200 wild', '200 beta'],
  ['a.deep.wild.example.com', '200 deep', '200 deep'],
  ['exact.wild.example.com', '200 exact', '200 exact'],
  ['wild.example.com', '502 nobody', '502 nobody'],
  ['a.wildexample.com', '502 nobody', '502 nobody'],
  ['beta.example.com', '200 beta', '200 beta'],
];

scenario(
  'S14: wildcard hosts',
  async (protocol, use) => {
    const [wild, deep, exact, beta] = [
      await use(startHttpBackend({ name: 'wild' })),
      await use(startHttpBackend({ name: 'deep' })),
      await use(startHttpBackend({ name: 'exact' })),
      await use(startHttpBackend({ name: 'beta' })),
    ];
    const map = movePorts({ 9001: wild.port, 9002: deep.port, 9003: exact.port, 9004: beta.port });
    const mesh = await use(
      startMesh({
        sources: [files(example('wildcard-hosts'), { map })],
        servicePorts: [80],
        translate: registryOnly,
        protocol,
      }),
    );
    return { mesh };
  },
  (given) => {
    const ask = async (host: string, path: string) => {
      const { mesh } = given();
      const { status, headers } = await mesh.envoy.request({ port: mesh.port(80), host, path });
      return `${status} ${String(headers['x-backend'] ?? 'nobody')}`;
    };

    for (const [host, root, beta] of answers) {
      it(`answer ${host} with "${root}", and /beta with "${beta}"`, async () => {
        expect([await ask(host, '/'), await ask(host, '/beta/x')]).to.deep.equal([root, beta]);
      });
    }

    it('are routed by the VirtualService of the wildcard where an exact host has none, as in Istio', async () => {
      const { mesh } = given();
      mesh.server.registry.delete({ kind: 'VirtualService', namespace: 'default', name: 'exact' });
      await mesh.server.settled();
      await mesh.envoy.until(async () => (await ask('exact.wild.example.com', '/')) === '200 wild', {
        what: 'the route of the wildcard',
      });
      expect(await ask('exact.wild.example.com', '/beta')).to.equal('200 beta');
    });
  },
);
