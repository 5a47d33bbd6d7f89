import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { objectKey, parse } from '@xdsim/api';
import { files } from '@xdsim/server';
import { keepAlive, movePorts, startHttpBackend, startMesh } from '@xdsim/testkit';
import { expect } from 'chai';
import { example, registryOnly, scenario } from './scenario.js';

/** A copy of the folder, to take files from. */
async function copyOf(folder: string): Promise<AsyncDisposable & { readonly path: string }> {
  const copy = await mkdtemp(path.join(tmpdir(), 'clean-up-'));
  await cp(folder, copy, { recursive: true });
  return { path: copy, [Symbol.asyncDispose]: () => rm(copy, { recursive: true }) };
}

scenario(
  'S15: clean up',
  async (protocol, use) => {
    const copy = await use(copyOf(example('clean-up')));
    const [stays, byName, byFile, removed] = [
      await use(startHttpBackend({ name: 'stays' })),
      await use(startHttpBackend({ name: 'by-name' })),
      await use(startHttpBackend({ name: 'by-file' })),
      await use(startHttpBackend({ name: 'removed' })),
    ];
    const map = movePorts({ 9001: stays.port, 9002: byName.port, 9003: byFile.port, 9004: removed.port });
    const mesh = await use(
      startMesh({
        sources: [files(copy.path, { map })],
        servicePorts: [80],
        translate: registryOnly,
        protocol,
      }),
    );
    return { folder: copy.path, mesh };
  },
  (given) => {
    const ask = async (name: string, connections?: ReturnType<typeof keepAlive>) => {
      const { mesh } = given();
      const { status, headers } = await mesh.envoy.request({
        port: mesh.port(80),
        host: `${name}.example.com`,
        ...(connections && { connections }),
      });
      return `${status} ${String(headers['x-backend'] ?? 'nobody')}`;
    };

    /** Deletes a host while another one is asked all the time, over connections that stay open. */
    async function goes(name: string, remove: () => unknown) {
      expect(await ask(name)).to.equal(`200 ${name}`);
      using connections = keepAlive();
      const stopped = new AbortController();
      const meanwhile: string[] = [];
      const traffic = (async () => {
        while (!stopped.signal.aborted) meanwhile.push(await ask('stays', connections));
      })();
      try {
        await remove();
        await given().mesh.envoy.until(async () => (await ask(name)) === '502 nobody', {
          what: `"unknown host" for ${name}`,
        });
      } finally {
        stopped.abort();
        await traffic;
      }
      expect(new Set(meanwhile)).to.deep.equal(new Set(['200 stays']));
      const clusters = [...(await given().mesh.envoy.clusters()).keys()];
      expect(clusters.filter((cluster) => cluster.includes(`|${name}.`))).to.deep.equal([]);
    }

    it('does not know a host that was deleted by name, and the others never notice', () =>
      goes('by-name', () =>
        given().mesh.server.registry.delete({ kind: 'ServiceEntry', namespace: 'default', name: 'by-name' }),
      ));

    it('does not know the hosts of a file whose objects were deleted', () =>
      goes('by-file', async () => {
        const { objects } = parse(await readFile(path.join(given().folder, 'by-file.yaml')));
        expect(objects).to.have.length(2);
        for (const object of objects) given().mesh.server.registry.delete(objectKey(object));
      }));

    it('does not know the hosts of a file that was removed', () =>
      goes('removed', () => rm(path.join(given().folder, 'removed.yaml'))));

    it('ends with the one that stays', async () => {
      const { mesh } = given();
      const names = mesh.server.registry
        .snapshot()
        .list('ServiceEntry')
        .map((e) => e.metadata.name);
      expect(names).to.deep.equal(['stays']);
      expect(await ask('stays')).to.equal('200 stays');
    });
  },
);
