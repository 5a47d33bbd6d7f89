import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';

/** What is to be cleared away when nobody is left to ask for it. */
export interface Remains {
  readonly pid: number;
  /** Instead of a signal to the pid: the program that ends it, and its arguments. */
  readonly command?: readonly string[];
  /** A folder to be removed after it. */
  readonly folder: string;
}

/**
 * Sees to it that a child does not outlive this process, however this process ends. The return value calls it off.
 *
 * A shell waits on a pipe that only this process holds open: the system closes it even after a SIGKILL, which no exit
 * handler sees. The shell is detached, so that a Ctrl-C in the terminal does not end it before its work is done.
 */
export function endWithParent({ pid, command = ['kill', '-9', `${pid}`], folder }: Remains): () => void {
  if (process.platform === 'win32') return endOnExit(pid, folder);
  const guard = spawn('/bin/sh', ['-c', 'read _; "$@"; rm -rf "$0"', folder, ...command], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  guard.unref();
  return () => guard.kill('SIGKILL');
}

/** Windows has no such shell: only an orderly exit is seen. */
function endOnExit(pid: number, folder: string): () => void {
  const end = (): void => {
    process.kill(pid);
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
  };
  process.once('exit', end);
  return () => process.off('exit', end);
}
