import { mkdir, rename, rm, symlink, truncate, unlink, writeFile } from 'node:fs/promises';
import { until as becomes } from '@xdsim/testkit';
import { expect } from 'chai';
import { files, PathNotFoundError } from '../../src/index.js';
import { createFolder } from '../folder.js';
import { addressOf, has, nextEvent, service, startServer, until } from '../start.js';

const codes = (diagnostics: readonly { code: string }[]): string[] => diagnostics.map(({ code }) => code);

describe('files', () => {
  it('are read recursively, hidden ones and other kinds of files aside', async () => {
    await using folder = await createFolder();
    await folder.write('a.yaml', service('a'));
    await folder.write('deep/er/b.yml', service('b'));
    await folder.write('c.json', JSON.stringify({ kind: 'List', apiVersion: 'v1', items: [] }));
    await folder.write('notes.txt', service('d'));
    await folder.write('.hidden.yaml', service('e'));
    await folder.write('.git/f.yaml', service('f'));
    await folder.write('node_modules/g.yaml', service('g'));
    await using server = await startServer({ sources: [files(folder.path, { watch: false })] });
    expect(
      server.registry
        .snapshot()
        .list('ServiceEntry')
        .map((o) => o.metadata.name),
    ).to.deep.equal(['a', 'b']);
    expect(server.diagnostics()).to.deep.equal([]);
  });

  it('that are named are read whatever they are called', async () => {
    await using folder = await createFolder();
    const path = await folder.write('mesh.txt', service('a'));
    await using server = await startServer({ sources: [files([path], { watch: false })] });
    expect(has(server, 'a')).to.equal(true);
  });

  it('that are named twice, or lie in a folder that is named too, are read once', async () => {
    await using folder = await createFolder();
    const path = await folder.write('a.yaml', service('a'));
    const paths = [folder.path, `${folder.path}/./a.yaml`, path];
    await using server = await startServer({ sources: [files(paths, { watch: false })] });
    expect(has(server, 'a')).to.equal(true);
    expect(server.diagnostics()).to.deep.equal([]);
  });

  it('give their objects to the map before they are applied', async () => {
    await using folder = await createFolder();
    await folder.write('a.yaml', service('a'));
    const map = <O extends { metadata: object }>(o: O): O => ({
      ...o,
      metadata: { ...o.metadata, namespace: 'shop' },
    });
    await using server = await startServer({ sources: [files(folder.path, { watch: false, map })] });
    expect(server.registry.snapshot().list('ServiceEntry', 'shop')).to.have.length(1);
  });

  it('that do not exist keep the server from starting', async () => {
    await using folder = await createFolder();
    const path = folder.at('nowhere');
    const error = await startServer({ sources: [files([folder.path, path])] }).catch((e: unknown) => e);
    expect(error).to.be.an.instanceOf(PathNotFoundError).and.to.include({ path });
  });

  it('without objects are reported, and no more once they have some', async () => {
    await using folder = await createFolder();
    const named = await folder.write('named.yaml', '');
    await mkdir(folder.at('empty'));
    const paths = [folder.at('empty'), named];
    await using server = await startServer({ sources: [files(paths)] });
    expect(codes(server.diagnostics())).to.deep.equal(['XDS0104', 'XDS0104']);
    await folder.write('empty/a.yaml', service('a'));
    await folder.write('named.yaml', service('b'));
    await until(server, () => has(server, 'a') && has(server, 'b') && server.diagnostics().length === 0);
  });

  it('with one object twice are reported, and the first in the order of paths has it', async () => {
    await using folder = await createFolder();
    await folder.write('1.yaml', service('a', { address: '127.0.0.1' }));
    await folder.write('2.yaml', service('a', { address: '127.0.0.2' }));
    await using server = await startServer({ sources: [files(folder.path)] });
    expect(addressOf(server, 'a')).to.equal('127.0.0.1');
    expect(codes(server.diagnostics())).to.deep.equal(['XDS0401']);
    await unlink(folder.at('1.yaml'));
    await until(server, () => addressOf(server, 'a') === '127.0.0.2' && server.diagnostics().length === 0);
  });
});

describe('a watched folder', () => {
  it('gives new objects, changed ones, and takes away those that are gone', async () => {
    await using folder = await createFolder();
    await folder.write('a.yaml', service('a'));
    await using server = await startServer({ sources: [files(folder.path)] });

    const applied = nextEvent(server, 'applied');
    const added = await folder.write('sub/folder/b.yaml', service('b'));
    await until(server, () => has(server, 'b'));
    expect(await applied).to.deep.include({
      source: added,
      changed: [{ kind: 'ServiceEntry', namespace: 'default', name: 'b' }],
    });

    await folder.write('a.yaml', service('a', { address: '127.0.0.9' }));
    await until(server, () => addressOf(server, 'a') === '127.0.0.9');

    await rm(folder.at('sub'), { recursive: true });
    await until(server, () => !has(server, 'b'));
    expect(has(server, 'a')).to.equal(true);
  });

  it('prunes an object that its file does not hold any more', async () => {
    await using folder = await createFolder();
    await folder.write('all.yaml', `${service('a')}---\n${service('b')}`);
    await using server = await startServer({ sources: [files(folder.path)] });
    await folder.write('all.yaml', service('b'));
    await until(server, () => !has(server, 'a'));
    expect(has(server, 'b')).to.equal(true);
  });

  it('takes a rename save as a change, without a moment of absence', async () => {
    await using folder = await createFolder();
    await folder.write('a.yaml', service('a'));
    await using server = await startServer({ sources: [files(folder.path)] });
    let absences = 0;
    server.registry.changes$.subscribe(() => (absences += has(server, 'a') ? 0 : 1));
    for (const n of [2, 3, 4]) {
      await folder.write('.a.yaml.swp', service('a', { address: `127.0.0.${n}` }));
      if (n === 3) await rename(folder.at('a.yaml'), folder.at('a.yaml~')); // as vim does with a backup
      await rename(folder.at('.a.yaml.swp'), folder.at('a.yaml'));
      await until(server, () => addressOf(server, 'a') === `127.0.0.${n}`);
    }
    expect(absences).to.equal(0);
  });

  it('does not believe in a file that is empty while it is written', async () => {
    await using folder = await createFolder();
    await folder.write('a.yaml', service('a'));
    await using server = await startServer({ sources: [files(folder.path)] });
    let absences = 0;
    server.registry.changes$.subscribe(() => (absences += has(server, 'a') ? 0 : 1));
    await folder.write('a.yaml', '');
    await folder.write('a.yaml', service('a', { address: '127.0.0.2' }));
    await until(server, () => addressOf(server, 'a') === '127.0.0.2');
    expect(absences).to.equal(0);
  });

  it('lets a file be renamed without quarrelling with itself', async () => {
    await using folder = await createFolder();
    await folder.write('b.yaml', service('a'));
    await using server = await startServer({ sources: [files(folder.path)] });
    const reports: string[] = [];
    server.events$.subscribe((e) => e.kind === 'diagnostics' && reports.push(...codes(e.diagnostics)));
    await rename(folder.at('b.yaml'), folder.at('a.yaml'));
    // Where an object stands is none of its content: there is no change to hear of.
    await becomes(
      () =>
        server.registry.ownerOf({ kind: 'ServiceEntry', namespace: 'default', name: 'a' }) ===
        folder.at('a.yaml'),
    );
    expect(reports).to.deep.equal([]);
  });

  it('follows the links of a mounted ConfigMap when they are swapped', async () => {
    await using folder = await createFolder();
    await folder.write('..2026_01/a.yaml', service('a'));
    await symlink('..2026_01', folder.at('..data'));
    await symlink('..data/a.yaml', folder.at('a.yaml'));
    await using server = await startServer({ sources: [files(folder.path)] });
    expect(addressOf(server, 'a')).to.equal('127.0.0.1');

    await folder.write('..2026_02/a.yaml', service('a', { address: '127.0.0.2' }));
    await symlink('..2026_02', folder.at('..data_tmp'));
    await rename(folder.at('..data_tmp'), folder.at('..data'));
    await rm(folder.at('..2026_01'), { recursive: true });
    await until(server, () => addressOf(server, 'a') === '127.0.0.2');
  });

  it('may be removed and made anew', async () => {
    await using folder = await createFolder();
    await folder.write('mesh/a.yaml', service('a'));
    await using server = await startServer({ sources: [files(folder.at('mesh'))] });
    await rm(folder.at('mesh'), { recursive: true });
    await until(server, () => !has(server, 'a'));
    await folder.write('mesh/a.yaml', service('a', { address: '127.0.0.2' }));
    await until(server, () => addressOf(server, 'a') === '127.0.0.2');
    await folder.write('mesh/a.yaml', service('a', { address: '127.0.0.3' }));
    await until(server, () => addressOf(server, 'a') === '127.0.0.3');
  });

  it('is followed file by file when files are named', async () => {
    await using folder = await createFolder();
    const path = await folder.write('a.yaml', service('a'));
    await folder.write('b.yaml', service('b'));
    await using server = await startServer({ sources: [files(path)] });
    await folder.write('c.tmp', service('a', { address: '127.0.0.2' }));
    await rename(folder.at('c.tmp'), path);
    await until(server, () => addressOf(server, 'a') === '127.0.0.2');
    await writeFile(path, service('a', { address: '127.0.0.3' }));
    await until(server, () => addressOf(server, 'a') === '127.0.0.3');
    expect(has(server, 'b')).to.equal(false);
  });
});

describe('a file that goes wrong', () => {
  it('keeps its last good objects when it does not parse, and says where', async () => {
    await using folder = await createFolder();
    const path = await folder.write('a.yaml', `${service('a')}---\n${service('b')}`);
    await using server = await startServer({ sources: [files(folder.path)] });
    await writeFile(path, 'kind: [\n');
    const { diagnostics, text } = await nextEvent(server, 'diagnostics', (e) => e.source === path);
    expect(diagnostics[0]).to.deep.include({ code: 'XDS0101', file: path });
    expect(diagnostics[0]?.line).to.be.a('number');
    expect(text).to.equal('kind: [\n');
    expect([has(server, 'a'), has(server, 'b')]).to.deep.equal([true, true]);

    await writeFile(path, service('b'));
    await until(server, () => !has(server, 'a') && server.diagnostics().length === 0);
    expect(has(server, 'b')).to.equal(true);
  });

  it('keeps the last good version of the object that is broken, and takes the others', async () => {
    await using folder = await createFolder();
    const path = await folder.write('a.yaml', `${service('a')}---\n${service('b')}`);
    await using server = await startServer({ sources: [files(folder.path)] });
    const broken = service('a', { address: '127.0.0.8' }).replace(
      'resolution: STATIC',
      'resolution: STATISCH',
    );
    await writeFile(path, `${broken}---\n${service('b', { address: '127.0.0.9' })}`);
    await until(server, () => addressOf(server, 'b') === '127.0.0.9');
    expect(addressOf(server, 'a')).to.equal('127.0.0.1');
    expect(codes(server.diagnostics())).to.deep.equal(['XDS0208']);
  });

  it('is reported when the server starts, and does not keep the others from being read', async () => {
    await using folder = await createFolder();
    await folder.write('a.yaml', 'a: b: c\n');
    await folder.write('b.yaml', service('b'));
    await writeFile(folder.at('c.yaml'), Buffer.from([0xff, 0x80, 0xfd]));
    await using server = await startServer({ sources: [files(folder.path)] });
    expect(has(server, 'b')).to.equal(true);
    expect(codes(server.diagnostics())).to.deep.equal(['XDS0101', 'XDS0103']);
  });

  it('is reported by its size when it is too large, and neither read nor in the way of the others', async () => {
    await using folder = await createFolder();
    await folder.write('a.yaml', service('a'));
    await folder.write('b.yaml', service('b'));
    await using server = await startServer({ sources: [files(folder.path)] });
    const reported = nextEvent(server, 'diagnostics', (e) => codes(e.diagnostics).includes('XDS0108'));
    await truncate(folder.at('a.yaml'), 4_000_000_000);
    const { diagnostics } = await reported;
    expect(diagnostics[0]?.message).to.equal('this file has 3815 MB, and 50 MB is the most that is read');
    await folder.write('b.yaml', service('b', { address: '127.0.0.9' }));
    await until(server, () => addressOf(server, 'b') === '127.0.0.9');
    expect(has(server, 'a'), 'what it held before').to.equal(true);
    await folder.write('a.yaml', service('a', { address: '127.0.0.7' }));
    await until(server, () => addressOf(server, 'a') === '127.0.0.7');
  });

  it('is told by two hundred of its findings', async () => {
    await using folder = await createFolder();
    const bad = Array.from({ length: 300 }, (_, i) => service(`bad-${i}`).replace('hosts', 'hots'));
    await folder.write('a.yaml', bad.join('---\n'));
    await using server = await startServer({ sources: [files(folder.path)] });
    const found = server.diagnostics();
    expect(found).to.have.length(201);
    expect(found.at(-1)?.message).to.equal('this file has 100 more findings, which are not listed');
  });

  it('is reported when it cannot be read, and keeps its objects', async () => {
    await using folder = await createFolder();
    const path = await folder.write('a.yaml', service('a'));
    await folder.write('b.yaml', service('b'));
    await using server = await startServer({ sources: [files(folder.path)] });
    await symlink('a.yaml', folder.at('loop'));
    await rename(folder.at('loop'), path); // a link to itself cannot be read, not even by the superuser
    await until(server, () => server.diagnostics().length > 0);
    expect(server.diagnostics()[0]).to.include({ code: 'XDS0102', file: path });
    expect([has(server, 'a'), has(server, 'b')]).to.deep.equal([true, true]);

    await unlink(path);
    await folder.write('a.yaml', service('a', { address: '127.0.0.2' }));
    await until(server, () => addressOf(server, 'a') === '127.0.0.2' && server.diagnostics().length === 0);
  });

  it('is followed in a folder that several links make endless', async () => {
    await using folder = await createFolder();
    await folder.write('a.yaml', service('a'));
    for (const name of ['loop', 'again']) await symlink('.', folder.at(name));
    await using server = await startServer({ sources: [files(folder.path)] });
    await folder.write('b.yaml', service('b'));
    await until(server, () => has(server, 'b'));
    expect([has(server, 'a'), server.diagnostics()]).to.deep.equal([true, []]);
  });

  it('or a folder that cannot be read at the start is reported, and the rest goes on', async () => {
    await using folder = await createFolder();
    await symlink('loop', folder.at('loop'));
    await folder.write('b.yaml', service('b'));
    await using server = await startServer({ sources: [files(folder.path)] });
    expect(server.diagnostics()[0]).to.include({ code: 'XDS0102', file: folder.at('loop') });
    expect(has(server, 'b')).to.equal(true);
  });
});
