import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { status } from '@grpc/grpc-js';
import { connectXds } from '@xdsim/testkit';
import { expect } from 'chai';
import { files } from '../../src/index.js';
import { createFolder } from '../folder.js';
import { has, service, serverWith, startServer } from '../start.js';

describe('a server that closes', () => {
  it('rules 71 and 72: ends its streams so that proxies come back, and completes its events', async () => {
    const server = await serverWith('a');
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { autoAck: true });
    proxy.subscribe('clusters');
    await proxy.next('clusters');
    let isComplete = false;
    const kinds: string[] = [];
    server.events$.subscribe({ next: (e) => kinds.push(e.kind), complete: () => (isComplete = true) });
    await Promise.all([server.close(), server.close()]);
    await server.close();
    expect(await proxy.ended).to.include({ code: status.UNAVAILABLE });
    expect(kinds.at(-1)).to.equal('proxy-disconnected');
    expect(isComplete).to.equal(true);
    expect(server.proxies()).to.deep.equal([]);
  });

  it('does not follow its files any more', async () => {
    await using folder = await createFolder();
    await folder.write('a.yaml', service('a'));
    const server = await startServer({ sources: [files(folder.path)] });
    await server.close();
    await folder.write('b.yaml', service('b'));
    await using witness = await startServer({ sources: [files(folder.path, { watch: false })] });
    expect([has(witness, 'b'), has(server, 'b')]).to.deep.equal([true, false]);
  });

  it('leaves nothing behind that keeps the process alive', async () => {
    await using folder = await createFolder();
    await folder.write('a.yaml', service('a'));
    const program = fileURLToPath(new URL('../close-and-exit.ts', import.meta.url));
    // Fails on its time-out when something is left.
    const { stdout } = await promisify(execFile)(process.execPath, ['--import=tsx', program, folder.path], {
      timeout: 20_000,
    });
    expect(stdout).to.equal('settled, closed\n');
  });
});
