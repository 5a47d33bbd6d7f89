import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folder = path.join(import.meta.dirname, 'istio');
const program = path.join(import.meta.dirname, '../../.cache/parity/istio');

/** Builds the Go program that holds Istio's translator: about eight minutes the first time, seconds after that. */
export async function buildIstio(): Promise<string> {
  await mkdir(path.dirname(program), { recursive: true });
  try {
    await run('go', ['build', '-o', program, '.'], { cwd: folder, maxBuffer: 1 << 26 });
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'go is not on PATH' : (error as Error).message;
    throw new Error(`Istio's translator cannot be built: ${reason}`, { cause: error });
  }
  return program;
}

/** Istio's version, as the Go module is pinned to it. */
export async function istioVersion(): Promise<string> {
  const module = await readFile(path.join(folder, 'go.mod'), 'utf8');
  return /istio\.io\/istio (\S+)/.exec(module)![1]!;
}
