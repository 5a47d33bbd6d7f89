import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { service } from './manifests.js';
import { bin, environment, runXdsim } from './run-xdsim.js';
import { startServe } from './start-serve.js';

/** A command that goes on. */
function follow(args: readonly string[]) {
  const child = spawn(process.execPath, [bin, ...args], { env: environment({}) });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const closed = once(child, 'close') as Promise<[number | null]>;
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async next() {
      const { value } = (await lines.next()) as IteratorResult<string, undefined>;
      return value?.split(/ {3,}/).slice(0, -1);
    },
    ended: async () => ({ status: (await closed)[0], stderr }),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

describe('xdsim get -w', () => {
  it('shows what is there and what becomes of it, until the server goes away', async () => {
    await using serve = await startServe([]);
    const server = ['--server', serve.adminAddress];
    const apply = (...services: readonly string[]) =>
      runXdsim(['apply', '-f', '-', ...server], { stdin: services.join('---') });
    await apply(service('a'));
    await using all = follow(['get', 'se', '-w', '--output-watch-events', ...server]);
    await using one = follow(['get', 'se/b', '-w', ...server]);
    expect(await all.next()).to.deep.equal(['EVENT', 'NAME', 'HOSTS', 'LOCATION', 'RESOLUTION']);
    expect((await all.next())?.slice(0, 2)).to.deep.equal(['ADDED', 'a']);
    await apply(service('a', 'other.example.com'), service('b'));
    expect((await all.next())?.slice(0, 3)).to.deep.equal(['MODIFIED', 'a', '["other.example.com"]']);
    expect((await all.next())?.slice(0, 2)).to.deep.equal(['ADDED', 'b']);
    expect(await one.next()).to.deep.equal(['NAME', 'HOSTS', 'LOCATION', 'RESOLUTION']);
    expect((await one.next())?.[0]).to.equal('b');
    await runXdsim(['delete', 'se', 'a', ...server]);
    expect((await all.next())?.slice(0, 2)).to.deep.equal(['DELETED', 'a']);
    await serve.end('SIGKILL');
    const { status, stderr } = await all.ended();
    expect(stderr).to.equal(`error: the server at http://${serve.adminAddress} went away\n`);
    expect(status).to.equal(69);
  });

  it('is for one kind', async () => {
    const { status, stderr } = await runXdsim(['get', 'se,dr', '-w', '--server', '127.0.0.1:1']);
    expect(stderr).to.equal('error: --watch shows objects of one kind, all or one of them\n');
    expect(status).to.equal(64);
  });
});
