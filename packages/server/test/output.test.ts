import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { until } from '@xdsim/testkit';
import { expect } from 'chai';
import { createOutput } from '../src/index.js';
import { createFolder } from './folder.js';

const { O_NONBLOCK, O_RDONLY, O_WRONLY } = constants;

/** A pipe with a name, whose two ends this process has; neither waits for the other. */
async function openPipe() {
  const folder = await createFolder();
  const path = folder.at('pipe');
  execFileSync('mkfifo', [path]);
  const listen = () => openSync(path, O_RDONLY | O_NONBLOCK);
  let reader = listen();
  const writer = openSync(path, O_WRONLY | O_NONBLOCK);
  return {
    writer,
    hangUp: () => closeSync(reader),
    listen: () => void (reader = listen()),
    read(): string {
      const bytes = Buffer.alloc(1 << 20);
      try {
        return bytes.toString('utf8', 0, readSync(reader, bytes));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return '';
        throw error;
      }
    },
    async [Symbol.asyncDispose]() {
      closeSync(writer);
      closeSync(reader);
      await folder[Symbol.asyncDispose]();
    },
  };
}

describe('createOutput', () => {
  it('loses what a full disk does not take', () => {
    const full = openSync('/dev/full', 'w');
    createOutput(full).write('lost\n');
    closeSync(full);
  });

  it('loses what nobody reads, and goes on when somebody does', async () => {
    await using pipe = await openPipe();
    const lines = createOutput(pipe.writer);
    pipe.hangUp();
    lines.write('lost\n');
    pipe.listen();
    lines.write('there\n');
    expect(pipe.read()).to.equal('there\n');
  });

  it('waits for a reader who is slow, and holds nobody up meanwhile', async () => {
    await using pipe = await openPipe();
    const lines = createOutput(pipe.writer);
    const text = `${'x'.repeat(99)}\n`.repeat(2_000);
    lines.write(text);
    lines.write('last\n');
    let read = '';
    await until(() => (read += pipe.read()).endsWith('last\n'), { what: 'the last line' });
    expect(read).to.equal(`${text}last\n`);
  });

  it('begins a line of its own after one that was cut off', async () => {
    await using pipe = await openPipe();
    const lines = createOutput(pipe.writer);
    lines.write(`${'x'.repeat(200_000)}\n`);
    expect(pipe.read()).to.match(/^x+$/);
    pipe.hangUp();
    lines.write('lost\n');
    pipe.listen();
    lines.write('there\n');
    expect(pipe.read()).to.equal('\nthere\n');
  });

  it('keeps no more than 1 MiB for who does not read at all', async () => {
    await using pipe = await openPipe();
    const lines = createOutput(pipe.writer);
    for (let i = 0; i < 3_000; i++) lines.write(`${'x'.repeat(999)}\n`);
    let kept = 0;
    for (let read = pipe.read(); read !== 'end\n'; read = pipe.read()) {
      kept += read.length;
      lines.write('end\n');
    }
    // And what the pipe itself holds.
    expect(kept).to.be.within(1_000_000, 1_200_000);
  });
});
