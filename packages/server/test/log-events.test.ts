import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { diagnostic } from '@xdsim/api';
import { expect } from 'chai';
import { Subject } from 'rxjs';
import { createLogger, type ServerEvent } from '../src/index.js';
import { logEvents } from '../src/log-events.js';
import { createFolder } from './folder.js';

/** What the log says of some events: level and message of each line. */
async function logOf(events: readonly ServerEvent[]): Promise<readonly string[]> {
  await using folder = await createFolder();
  const fd = openSync(folder.at('log'), 'w');
  const events$ = new Subject<ServerEvent>();
  logEvents(events$, createLogger({ level: 'debug', fd }));
  for (const event of events) events$.next(event);
  closeSync(fd);
  const lines = (await readFile(folder.at('log'), 'utf8')).trimEnd().split('\n');
  return lines.map((line) => {
    const { level, msg } = JSON.parse(line) as { level: number; msg: string };
    return `${level} ${msg}`;
  });
}

const syntax = diagnostic('XDS0101', { message: 'a bracket is open', file: 'a.yaml', line: 1 });
const empty = diagnostic('XDS0104', { message: 'a.yaml holds no objects', file: 'a.yaml' });
const wrong = (...diagnostics: (typeof syntax)[]): ServerEvent => ({
  kind: 'diagnostics',
  source: 'a.yaml',
  diagnostics,
});

const rejected = (proxy: string, version: string): ServerEvent => ({
  kind: 'nacked',
  type: 'clusters',
  generation: 1,
  message: 'no',
  diagnostic: diagnostic('XDS0601', { message: `${proxy} said no` }),
  proxy,
  version,
});

describe('the log', () => {
  it('has each diagnostic when it appears, by its severity', async () => {
    expect(await logOf([wrong(syntax), wrong(syntax, empty), wrong(), wrong(syntax)])).to.deep.equal([
      '50 a bracket is open',
      '40 a.yaml holds no objects',
      '50 a bracket is open',
    ]);
  });

  it('has a rejection once for all proxies, and again when the content is another', async () => {
    const events = [rejected('web-1', 'v1'), rejected('web-2', 'v1'), rejected('web-1', 'v2')];
    expect(await logOf(events)).to.deep.equal(['50 web-1 said no', '50 web-1 said no']);
  });

  it('has few lines of many rejections, however different they are', async () => {
    const events = Array.from({ length: 500 }, (_, i) => rejected('web-1', `v${i}`));
    expect((await logOf(events)).length).to.be.within(100, 110);
  });

  it('has one line of many refusals for the same reason', async () => {
    const refused = (reason: 'names' | 'streams'): ServerEvent => ({
      kind: 'refused',
      reason,
      status: 'RESOURCE_EXHAUSTED',
      peer: '127.0.0.1:1',
      message: `too many ${reason}`,
    });
    const events = [refused('names'), refused('names'), refused('streams'), refused('names')];
    expect(await logOf(events)).to.deep.equal(['40 refused: too many names', '40 refused: too many streams']);
  });

  it('tells of changes and proxies', async () => {
    const lines = await logOf([
      { kind: 'applied', source: 'a.yaml', generation: 1, changed: [] },
      { kind: 'proxy-connected', proxy: 'web-1' },
      { kind: 'acked', proxy: 'web-1', type: 'clusters', version: 'v1', generation: 1, ms: 1 },
      { kind: 'settled', generation: 1, ms: 1.5 },
      { kind: 'proxy-disconnected', proxy: 'web-1' },
    ]);
    expect(lines).to.deep.equal([
      '30 objects changed',
      '30 proxy connected',
      '20 accepted',
      '30 all proxies hold it',
      '30 proxy disconnected',
    ]);
  });
});
