import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { createRegistry } from '@xdsim/registry';
import type { Registry } from '@xdsim/registry';
import { openDiskStore } from '../../src/store/index.js';
import { open } from '../../src/store/lmdb.js';
import { documents, objects, serviceEntry } from '../../../registry/test/objects.js';

const key = (name: string) => ({ kind: 'ServiceEntry', namespace: 'default', name }) as const;
const names = (registry: Registry) =>
  registry
    .snapshot()
    .list('ServiceEntry')
    .map((o) => o.metadata.name);

describe('disk store', () => {
  let directory = '';
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'xdsim-store-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  /** Runs something on a registry that is kept, and closes it as an orderly end of a process would. */
  async function session<T>(run: (registry: Registry) => T): Promise<T> {
    const store = openDiskStore(directory);
    try {
      const registry = createRegistry({ store });
      const result = run(registry);
      await registry.persisted();
      return result;
    } finally {
      await store.close();
    }
  }

  it('keeps what came by the API, as it was written, with its version and the generation', async () => {
    const before = await session((registry) => {
      registry.apply(objects(serviceEntry('a')));
      registry.apply(objects(documents(serviceEntry('b'), serviceEntry('c'))));
      registry.apply(objects(serviceEntry('c', { hosts: ['new.example.com'] })));
      registry.delete(key('b'));
      return registry.snapshot();
    });
    await session((registry) => {
      const after = registry.snapshot();
      expect(after.generation).to.equal(4);
      expect(after.list('ServiceEntry')).to.deep.equal(before.list('ServiceEntry'));
      expect([registry.versionOf(key('a')), registry.versionOf(key('c'))]).to.deep.equal(['1', '3']);
      expect(after.services.services.map((s) => s.hostname)).to.deep.equal([
        'a.example.com',
        'new.example.com',
      ]);
    });
  });

  it('does not keep what a file owns, whose place is the file', async () => {
    await session((registry) => registry.replace('f.yaml', objects(serviceEntry('f'))));
    expect(await session(names)).to.deep.equal([]);
  });

  it('keeps an object that a file says as well from the time on that the API says it', async () => {
    await session((registry) => {
      registry.replace('f.yaml', objects(serviceEntry('a')));
      expect(registry.apply(objects(serviceEntry('a')))[0]?.outcome).to.equal('unchanged');
    });
    expect(await session(names)).to.deep.equal(['a']);
  });

  it('gives no version twice, even if files made the generations in between', async () => {
    await session((registry) => registry.replace('f.yaml', objects(serviceEntry('f'))));
    await session((registry) => {
      registry.apply(objects(serviceEntry('a')));
      expect(registry.versionOf(key('a'))).to.equal('2');
    });
  });

  it('does not open a store of another layout', async () => {
    const db = open<string, string>({ path: directory, encoding: 'string' });
    await db.put('layout', '2');
    await db.close();
    expect(() => openDiskStore(directory)).to.throw('another version of xdsim (layout 2)');
  });

  it('has everything that was acknowledged when its process is killed in the midst of 10,000 writes', async () => {
    const script = fileURLToPath(new URL('write-until-killed.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script, directory, '10000'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exit = once(child, 'exit');
    const acknowledged = new Map<string, string>();
    for await (const line of createInterface({ input: child.stdout })) {
      const [i = '', version = ''] = line.split(' ');
      acknowledged.set(`s-${i}`, version);
      if (acknowledged.size === 5000) child.kill('SIGKILL');
    }
    expect((await exit)[1]).to.equal('SIGKILL');
    expect(acknowledged.size).to.be.within(5000, 9999);

    await session((registry) => {
      const kept = new Set(names(registry));
      for (const [name, version] of acknowledged) {
        expect(kept.has(name), name).to.equal(true);
        expect(registry.versionOf(key(name))).to.equal(version);
      }
      const highest = Math.max(...[...acknowledged.values()].map(Number));
      expect(registry.snapshot().generation).to.be.at.least(highest);
    });
  });
});
