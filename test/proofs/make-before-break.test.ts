import { parse } from '@xdsim/api';
import { startHttpBackend, startMesh, useEnvoyLog } from '@xdsim/testkit';
import { expect } from 'chai';
import { meshAt, meshPorts } from './changing-mesh.js';
import { proofSize } from './proof-size.js';
import { startLoad } from './steady-load.js';

const { changes } = proofSize;

describe('make before break', () => {
  useEnvoyLog();
  for (const protocol of ['sotw', 'delta'] as const) {
    it(`rules 50 and 51: fails no request while services are renamed, moved, removed and added again (${protocol})`, async function () {
      this.timeout(changes * 500 + 30_000);
      await using backend = await startHttpBackend({ name: 'instance' });
      await using running = await startMesh({ sources: [], servicePorts: meshPorts, protocol });
      const { server, envoy } = running;
      const apply = async (services: number) => {
        server.registry.replace('proof', parse(meshAt({ services, settings: 0 }, backend.port)).objects);
        await server.settled();
      };
      await apply(0);
      const port = running.port(80);
      await envoy.until(
        () =>
          envoy.request({ port, host: 'front.example' }).then(
            (r) => r.status === 200,
            () => false,
          ),
        {
          what: 'the first answer',
        },
      );

      const load = startLoad({ port, host: 'front.example' });
      for (let i = 1; i <= changes; i++) await apply(i);
      const answers = await load.stop();
      expect([...answers.keys()], JSON.stringify([...answers])).to.deep.equal(['200 instance']);
      expect(answers.get('200 instance')).to.be.greaterThan(changes);
      console.log(`      sent ${answers.get('200 instance')} requests, 0 failed`);
      const { 'cluster_manager.cluster_removed': removed } = await envoy.stats(
        'cluster_manager.cluster_removed',
      );
      expect(removed, 'clusters did go').to.be.greaterThan(changes / 2);
    });
  }
});
