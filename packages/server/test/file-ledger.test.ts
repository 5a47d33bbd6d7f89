import { setTimeout as pause } from 'node:timers/promises';
import { createRegistry } from '@xdsim/registry';
import { expect } from 'chai';
import { DOUBT_MS, FileLedger } from '../src/sources/file-ledger.js';
import type { Stamp } from '../src/sources/list-files.js';
import { silentLogger } from '../src/index.js';
import { createFolder } from './folder.js';
import { service } from './start.js';

const stamp = (identity: string): Stamp => ({ identity, modified: 0, size: 0 });

function createLedger() {
  const registry = createRegistry();
  const reports: string[] = [];
  const context = {
    registry,
    signal: new AbortController().signal,
    log: silentLogger,
    report: (owner: string, all: readonly { code: string }[]) =>
      void reports.push([owner, ...all.map((d) => d.code)].join(' ')),
  };
  return { registry, reports, ledger: new FileLedger(context, { map: (o) => o, named: [] }) };
}

describe('a file that vanishes while it is read', () => {
  it('is deleted, not a mishap', async () => {
    await using folder = await createFolder();
    const { registry, reports, ledger } = createLedger();
    const path = await folder.write('a.yaml', service('a'));
    await ledger.read(path, stamp('1'), true);
    expect(registry.snapshot().list('ServiceEntry')).to.have.length(1);

    await folder[Symbol.asyncDispose]();
    await ledger.read(path, stamp('2'), false);
    expect(ledger.hasDoubts).to.equal(true);
    await pause(DOUBT_MS + 5);
    await ledger.read(path, stamp('2'), false);
    expect(ledger.hasDoubts).to.equal(false);
    expect(registry.snapshot().list('ServiceEntry')).to.deep.equal([]);
    expect(reports).to.deep.equal([path, path]);
  });

  it('is forgotten when it was never read', async () => {
    const { reports, ledger } = createLedger();
    await ledger.read('/nowhere/a.yaml', stamp('1'), false);
    expect([ledger.hasDoubts, ledger.paths, reports]).to.deep.equal([false, [], []]);
  });
});

describe('a file that did not change', () => {
  it('is not read again', async () => {
    await using folder = await createFolder();
    const { registry, ledger } = createLedger();
    const path = await folder.write('a.yaml', service('a'));
    await ledger.read(path, stamp('1'), true);
    await folder.write('a.yaml', service('b'));
    await ledger.read(path, stamp('1'), false);
    expect(registry.snapshot().generation).to.equal(1);
  });

  it('is read again when it was so young that its stamp proves nothing', async () => {
    await using folder = await createFolder();
    const { registry, ledger } = createLedger();
    const path = await folder.write('a.yaml', service('a'));
    const young = { identity: '1', modified: Date.now(), size: 0 };
    await ledger.read(path, young, true);
    await folder.write('a.yaml', service('a', { address: '127.0.0.2' }));
    await ledger.read(path, young, false);
    expect(registry.snapshot().generation).to.equal(2);
  });
});
