import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from '@xdsim/api';
import { startHttpBackend, startMesh, useEnvoyLog } from '@xdsim/testkit';
import { expect } from 'chai';
import { localService } from './local-service.js';
import { startLoad } from './steady-load.js';

const routeTo = (subset: string): string => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: front }
spec:
  hosts: [front.example]
  http: [{ route: [{ destination: { host: front.example, subset: ${subset} } }] }]
`;
const subset = (name: string): string => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: front }
spec: { host: front.example, subsets: [{ name: ${name} }] }
`;

describe('a change that comes in pieces', () => {
  useEnvoyLog();
  for (const protocol of ['sotw', 'delta'] as const)
    it(`rules 50 and 51: fails no request when a subset is renamed in one file and the route to it in another (${protocol})`, async function () {
      this.timeout(60_000);
      await using backend = await startHttpBackend({ name: 'instance' });
      await using mesh = await startMesh({ sources: [], servicePorts: [80], protocol });
      const { server, envoy } = mesh;
      const save = (file: string, text: string) => server.registry.replace(file, parse(text).objects);
      save('service', localService('front', backend.port));
      save('rule', subset('a'));
      save('route', routeTo('a'));
      const target = { port: mesh.port(80), host: 'front.example' };
      await envoy.until(() =>
        envoy.request(target).then(
          ({ status }) => status === 200,
          () => false,
        ),
      );

      const load = startLoad(target);
      let names = ['a', 'b'];
      for (const gap of [1, 30, 60, 150, 500])
        for (const isRuleFirst of [true, false]) {
          names = names.toReversed();
          const [next = ''] = names;
          const pieces = [() => save('rule', subset(next)), () => save('route', routeTo(next))];
          if (!isRuleFirst) pieces.reverse();
          pieces[0]?.();
          await sleep(gap);
          pieces[1]?.();
          await server.settled();
        }
      expect([...(await load.stop()).keys()]).to.deep.equal(['200 instance']);
    });
});
