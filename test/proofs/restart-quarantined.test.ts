import { parse } from '@xdsim/api';
import { createServer, type Server } from '@xdsim/server';
import { freePortOffset, startEnvoy, startHttpBackend, useEnvoyLog } from '@xdsim/testkit';
import { expect } from 'chai';
import { localService } from './local-service.js';
import { ring } from './ring.js';

/** State of the world can't say that a cluster stays without saying what is in it, which nobody knows any more. */
const whatHappens = {
  sotw: 'has no older version to give, and serves all else',
  delta: 'leaves an Envoy what it had, and serves all else',
} as const;

describe('a server that is restarted while something is put aside', () => {
  useEnvoyLog();
  for (const protocol of ['sotw', 'delta'] as const)
    it(`rules 16 and 71: ${whatHappens[protocol]} (${protocol})`, async () => {
      await using backend = await startHttpBackend({ name: 'instance' });
      const portOffset = await freePortOffset([80]);
      const start = (xdsAddress: string, ...texts: readonly string[]) =>
        createServer({
          sources: [
            {
              name: 'what there is from the beginning',
              async start({ registry }) {
                registry.apply(parse(texts.join('---'), { file: 'mesh.yaml' }).objects);
              },
            },
          ],
          xdsAddress,
          translate: { bindAddress: '127.0.0.1', portOffset },
        });
      const apply = (server: Server, ...texts: readonly string[]) =>
        server.registry.apply(parse(texts.join('---'), { file: 'mesh.yaml' }).objects);

      await using first = await start('127.0.0.1:0');
      await using envoy = await startEnvoy({ xds: first.xdsAddress, node: { id: 'web-1' }, protocol });
      const isServed = (name: string) =>
        envoy.request({ port: 80 + portOffset, host: `${name}.example` }).then(
          ({ status }) => status === 200,
          () => false,
        );
      apply(first, localService('bad', backend.port));
      await first.settled();
      await envoy.until(() => isServed('bad'));
      apply(first, ring(9_000_000));
      await envoy.until(() => first.diagnostics().length === 1, { what: 'the rejection' });
      expect(await isServed('bad')).to.equal(true);

      await first.close();
      await using second = await start(
        first.xdsAddress,
        localService('bad', backend.port),
        ring(9_000_000),
        localService('good', backend.port),
      );
      await envoy.until(() => second.diagnostics().length === 1, { what: 'the rejection' });
      await envoy.until(() => isServed('good'), { what: 'a service that is new' });
      const isKept = protocol === 'delta';
      expect(await isServed('bad'), 'with what it had').to.equal(isKept);
      apply(second, localService('later', backend.port));
      await envoy.until(() => isServed('later'), { what: 'a service that is newer' });
      expect(await isServed('bad'), 'with what it had').to.equal(isKept);

      apply(second, ring(2048));
      await second.settled();
      expect(second.diagnostics()).to.deep.equal([]);
      await envoy.until(() => isServed('bad'), { what: 'what is corrected' });
    });
});
