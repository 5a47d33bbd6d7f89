import { spawn } from 'node:child_process';
import { truncate } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { bin, environment, runXdsim } from './run-xdsim.js';
import { temporaryFolder } from './temporary-folder.js';

describe('input without end', () => {
  it('on stdin is read up to the size that any file may have, and reported', async () => {
    const child = spawn(
      'sh',
      ['-c', `head -c 2000000000 /dev/zero | "${process.execPath}" "${bin}" validate -`],
      {
        env: environment({}),
      },
    );
    const status = new Promise((resolve) => child.on('close', resolve));
    const [stdout] = await Promise.all([buffer(child.stdout), buffer(child.stderr)]);
    expect(stdout.toString()).to.contain('error[XDS0108]');
    expect(await status).to.equal(65);
  });

  it('of a file is as well, however large it says that it is', async () => {
    await using folder = await temporaryFolder();
    const file = await folder.write('large.yaml', '');
    await truncate(file, 5_000_000_000);
    for (const path of [file, '/dev/zero']) {
      const { status, stdout } = await runXdsim(['validate', path]);
      expect(stdout, path).to.contain('error[XDS0108]');
      expect(status).to.equal(65);
    }
  });
});
