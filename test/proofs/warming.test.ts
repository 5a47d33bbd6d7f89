import { parse } from '@xdsim/api';
import { startHttpBackend, startMesh, useEnvoyLog } from '@xdsim/testkit';
import { expect } from 'chai';
import { localService } from './local-service.js';

const timeout = (seconds: number) => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: shop }
spec:
  host: shop.example
  trafficPolicy: { connectionPool: { tcp: { connectTimeout: ${seconds}s } } }
`;

describe('warming', () => {
  useEnvoyLog();
  for (const protocol of ['sotw', 'delta'] as const) {
    it(`rules 46, 47, 48 and 73: a cluster whose timeout alone changes is in use within a second (${protocol})`, async () => {
      await using backend = await startHttpBackend({ name: 'instance' });
      await using mesh = await startMesh({ sources: [], servicePorts: [80], protocol });
      const apply = (text: string) => mesh.server.registry.apply(parse(text).objects);
      apply(localService('shop', backend.port));
      await mesh.server.settled();

      for (let seconds = 3; seconds < 8; seconds++) {
        apply(timeout(seconds));
        // A cluster that is stuck in warming is in the dump, too, but not among the active ones.
        await mesh.envoy.until(
          async () =>
            JSON.stringify(await activeClusters(mesh.envoy)).includes(`"connect_timeout":"${seconds}s"`),
          { what: `the cluster with ${seconds} s`, timeoutMs: 1_000 },
        );
        const { status } = await mesh.envoy.request({ port: mesh.port(80), host: 'shop.example' });
        expect(status).to.equal(200);
      }
      const { 'cluster_manager.warming_clusters': warming = 0 } = await mesh.envoy.stats('warming_clusters');
      expect(warming).to.equal(0);
    });
  }
});

async function activeClusters(envoy: { configDump(): Promise<{ readonly configs: readonly object[] }> }) {
  const { configs } = await envoy.configDump();
  return configs.flatMap((config) =>
    'dynamic_active_clusters' in config ? [config.dynamic_active_clusters] : [],
  );
}
