import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { unzipEntry } from '../src/envoy/find/unzip-entry.js';
import { rejection } from './rejection.js';
import { scratchFolder } from './scratch-folder.js';
import { writeZip } from './write-zip.js';

const content = Buffer.concat([randomBytes(300_000), Buffer.alloc(300_000, 'x')]);
const archive = writeZip(
  [
    { name: 'first', content: Buffer.from('1') },
    { name: 'folder/packed', content },
    { name: 'folder/stored', content, stored: true },
    { name: 'last', content: Buffer.from('4') },
  ],
  'a comment at the end',
);

describe('unzipEntry', () => {
  for (const name of ['folder/packed', 'folder/stored']) {
    it(`writes ${name} and tells its hash`, async () => {
      await using scratch = await scratchFolder();
      const [zip, target] = [join(scratch.path, 'a.zip'), join(scratch.path, 'out')];
      await writeFile(zip, archive);
      const unzipped = await unzipEntry(zip, (entry) => entry === name, target);
      expect(unzipped).to.deep.equal({ name, sha256: createHash('sha256').update(content).digest('hex') });
      expect((await readFile(target)).equals(content)).to.equal(true);
    });
  }

  it('says so when there is no such entry', async () => {
    await using scratch = await scratchFolder();
    const zip = join(scratch.path, 'a.zip');
    await writeFile(zip, archive);
    const error = await rejection(unzipEntry(zip, () => false, join(scratch.path, 'out')));
    expect(error.message).to.contain('has no such entry');
  });

  for (const [what, damaged] of [
    ['that is cut off', archive.subarray(0, archive.length / 2)],
    ['that is empty', Buffer.alloc(0)],
    ['that is something else', Buffer.from('<html>sign in to this network first</html>')],
    ['whose data is damaged', Buffer.from(archive).fill(0xff, 200_000, 200_100)],
  ] as const) {
    it(`refuses an archive ${what}`, async () => {
      await using scratch = await scratchFolder();
      const [zip, target] = [join(scratch.path, 'a.zip'), join(scratch.path, 'out')];
      await writeFile(zip, damaged);
      await rejection(unzipEntry(zip, (entry) => entry === 'folder/packed', target));
    });
  }
});
