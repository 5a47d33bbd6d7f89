import { parse } from '@xdsim/api';
import { startHttpBackend, startMesh, useEnvoyLog } from '@xdsim/testkit';
import { expect } from 'chai';
import { localService } from './local-service.js';
import { ring } from './ring.js';

describe('quarantine', () => {
  useEnvoyLog();
  for (const protocol of ['sotw', 'delta'] as const) {
    it(`rules 16, 57 and 74: keeps what Envoy rejected apart, and all else goes on, until it is corrected (${protocol})`, async () => {
      await using backend = await startHttpBackend({ name: 'instance' });
      await using mesh = await startMesh({ sources: [], servicePorts: [80], protocol });
      const { server, envoy } = mesh;
      const apply = (text: string) => server.registry.apply(parse(text, { file: 'mesh.yaml' }).objects);
      const answers = (name: string) =>
        envoy.until(
          () =>
            envoy.request({ port: mesh.port(80), host: `${name}.example` }).then(
              ({ status }) => status === 200,
              () => false,
            ),
          { what: `an answer of ${name}.example` },
        );
      apply(localService('bad', backend.port));
      await server.settled();
      await answers('bad');

      apply(`${ring(9_000_000)}---${localService('good', backend.port)}`);
      await answers('good');
      await answers('bad');
      const [diagnostic, ...others] = server.diagnostics();
      expect(others).to.deep.equal([]);
      expect(diagnostic).to.include({
        code: 'XDS0601',
        object: 'ServiceEntry default/bad',
        file: 'mesh.yaml',
      });
      expect(diagnostic?.message).to.match(
        /^web-1 rejected cluster outbound\|80\|\|bad\.example: Proto constraint validation failed .*MinimumRingSize/,
      );

      apply(localService('later', backend.port));
      await answers('later');
      const rejected = (await envoy.stats('cluster_manager.cds.update_rejected'))[
        'cluster_manager.cds.update_rejected'
      ];
      expect(rejected, 'it was offered once').to.equal(1);

      apply(ring(2048));
      await server.settled();
      expect(server.diagnostics()).to.deep.equal([]);
      await answers('bad');
    });
  }
});
