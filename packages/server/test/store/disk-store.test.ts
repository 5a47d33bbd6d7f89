import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createRegistry } from '@xdsim/registry';
import type { Registry } from '@xdsim/registry';
import { openDiskStore } from '../../src/store/index.js';
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
});
