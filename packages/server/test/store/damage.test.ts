import { open as openFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '@xdsim/testkit';
import { expect } from 'chai';
import { createRegistry } from '@xdsim/registry';
import { DataDirError, openDiskStore } from '../../src/store/index.js';
import { createFolder } from '../folder.js';
import { objects, startServer } from '../start.js';

const many = Array.from({ length: 300 }, (_, i) => `s${i}`);

/** A store with objects on some hundred pages. */
async function filled(directory: string): Promise<string> {
  const store = openDiskStore(directory);
  const registry = createRegistry({ store });
  registry.apply(objects(...many));
  await registry.persisted();
  await store.close();
  return join(directory, 'data.mdb');
}

async function overwrite(file: string, from: number, bytes: Buffer): Promise<void> {
  const handle = await openFile(file, 'r+');
  await handle.write(bytes, 0, bytes.length, from);
  await handle.close();
}

describe('a store that was damaged', () => {
  const damages: Readonly<Record<string, (file: string, size: number) => Promise<void>>> = {
    'cut off behind its first pages': (file) => truncate(file, 9_000),
    'cut off in the middle': (file, size) => truncate(file, Math.floor(size / 8192) * 4096),
    'overwritten by zeros': (file, size) => overwrite(file, 8192, Buffer.alloc(size - 8192)),
    'overwritten by anything': (file, size) => overwrite(file, 8192, Buffer.alloc(size - 8192, 0x5a)),
    'overwritten in its first pages': async (file) => {
      await overwrite(file, 36, Buffer.alloc(100, 0xee));
      await overwrite(file, 4096 + 36, Buffer.alloc(100, 0xee));
    },
  };
  for (const [what, damage] of Object.entries(damages)) {
    it(`and was ${what}, is refused, and ends nothing`, async () => {
      await using folder = await createFolder();
      const file = await filled(folder.path);
      await damage(file, (await stat(file)).size);
      expect(() => openDiskStore(folder.path)).to.throw(DataDirError, 'is damaged, and cannot be read');
    });
  }

  it('is opened again when a copy is put in its place', async () => {
    await using folder = await createFolder();
    const file = await filled(folder.path);
    await rename(file, `${folder.path}/.copy`);
    await writeFile(file, 'x');
    expect(() => openDiskStore(folder.path)).to.throw(DataDirError);
    await rename(`${folder.path}/.copy`, file);
    await using store = openDiskStore(folder.path);
    expect(createRegistry({ store }).snapshot().list('ServiceEntry')).to.have.length(many.length);
  });
});

describe('a server whose data folder goes away', () => {
  const ways: Readonly<Record<string, readonly [how: (file: string) => Promise<unknown>, says: string]>> = {
    removed: [(file) => rm(file), 'it was removed'],
    'cut off': [(file) => truncate(file, 4096), 'it was cut off'],
    replaced: [
      async (file) => {
        await rm(file);
        await writeFile(file, 'something else');
      },
      'another one was put in its place',
    ],
  };
  for (const [way, [how, says]] of Object.entries(ways)) {
    it(`by being ${way}, says so, takes no more changes as kept, and goes on`, async () => {
      await using folder = await createFolder();
      await using server = await startServer({ dataDir: folder.path });
      const look = (path: string) => fetch(`http://${server.adminAddress}${path}`);
      server.registry.apply(objects('a'));
      await server.registry.persisted();
      await how(folder.at('data.mdb'));
      // Noticed where nothing is written, too.
      await until(() => server.diagnostics().some(({ code }) => code === 'XDS0603'), { what: 'XDS0603' });
      expect(server.diagnostics()[0]?.message).to.contain(says);
      expect((await look('/readyz')).status).to.equal(503);
      server.registry.apply(objects('b'));
      const refused = await server.registry.persisted().catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(Error);
      expect((await look('/healthz')).status).to.equal(200);
      expect(server.registry.snapshot().list('ServiceEntry')).to.have.length(2);
    });
  }
});

describe('a data folder where none can be made', () => {
  it('is refused at once', () => {
    expect(() => openDiskStore('/proc/xdsim/data')).to.throw(DataDirError, 'no folder can be made there');
  });
});
