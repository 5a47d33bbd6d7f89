import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { expect } from 'chai';
import { DataDirError, DataDirInUseError, openDiskStore } from '../../src/store/index.js';
import { open } from '../../src/store/lmdb.js';
import { createFolder, type Folder } from '../folder.js';

/** What is in a folder, and what is said when a store is opened in it. */
const refused: readonly [what: string, make: (folder: Folder) => Promise<unknown>, says: string][] = [
  [
    'with other files',
    (folder) => folder.write('mesh.yaml', 'kind: List'),
    'holds other files: give a folder that is empty, or does not exist',
  ],
  [
    'with a data.mdb that is something else',
    (folder) => folder.write('data.mdb', 'x'.repeat(10_000)),
    'holds a data.mdb that is damaged, or is not LMDB',
  ],
  [
    'with a data.mdb that was cut off',
    (folder) => folder.write('data.mdb', 'x'),
    'holds a data.mdb that is damaged, or is not LMDB',
  ],
  ['of an LMDB of another format', laterFormat, 'holds a data.mdb of another version of LMDB'],
  ['of another program', (folder) => put(folder, 'a', 'b'), 'holds the data of another program'],
  [
    'of a later xdsim',
    (folder) => put(folder, 'layout', '2'),
    'was written by another version of xdsim (layout 2)',
  ],
];

async function put(folder: Folder, key: string, value: string): Promise<void> {
  const db = open<string, string>({ path: folder.path, encoding: 'string' });
  await db.put(key, value);
  await db.close();
}

async function laterFormat(folder: Folder): Promise<void> {
  await openDiskStore(folder.path).close();
  const data = await readFile(folder.at('data.mdb'));
  data.writeUInt32LE(99, 28);
  await writeFile(folder.at('data.mdb'), data);
}

function errorOf(path: string): unknown {
  try {
    void openDiskStore(path).close();
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('the directory of a store', () => {
  for (const [what, make, says] of refused) {
    it(`is refused ${what}`, async () => {
      await using folder = await createFolder();
      await make(folder);
      const error = errorOf(folder.path);
      expect(error).to.be.an.instanceOf(DataDirError).and.not.an.instanceOf(DataDirInUseError);
      expect(error).to.have.property('message', `${folder.path} ${says}`);
    });
  }

  it('is refused where it is a file, or below one', async () => {
    await using folder = await createFolder();
    const file = await folder.write('file', '');
    for (const path of [file, `${file}/data`])
      expect(errorOf(path)).to.have.property('message', `${path} cannot be used: it is not a folder`);
  });

  it('is refused to a user who may not write there', async () => {
    await using folder = await createFolder();
    const path = folder.at('closed');
    await mkdir(path, { mode: 0o500 });
    const asOther = process.geteuid?.() === 0;
    if (asOther) process.seteuid?.(65534);
    try {
      expect(errorOf(path))
        .to.have.property('message')
        .that.matches(/ cannot be used: permission denied$/);
    } finally {
      if (asOther) process.seteuid?.(0);
    }
  });

  it('is made where there is none, with all above it', async () => {
    await using folder = await createFolder();
    await openDiskStore(folder.at('a/b')).close();
    await openDiskStore(folder.at('a/b')).close();
  });

  it('may be the root of a volume', async () => {
    await using folder = await createFolder();
    await mkdir(folder.at('lost+found'));
    await folder.write('.keep', '');
    await openDiskStore(folder.path).close();
  });

  it('may hold what a process left that was killed before it wrote anything', async () => {
    await using folder = await createFolder();
    await folder.write('data.mdb', '');
    await folder.write('lock.mdb', '');
    await openDiskStore(folder.path).close();
  });

  it('belongs to one store at a time, and to another one after that', async () => {
    await using folder = await createFolder();
    const first = openDiskStore(folder.path);
    const error = errorOf(`${folder.path}/.`);
    expect(error).to.be.an.instanceOf(DataDirInUseError);
    expect(error).to.have.property('message').that.contains('is in use by another xdsim');
    await first.close();
    await openDiskStore(folder.path).close();
  });
});
