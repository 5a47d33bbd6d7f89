import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { bin, environment } from './run-xdsim.js';

/** A running `xdsim serve` that writes JSON lines. */
export interface Serve extends AsyncDisposable {
  readonly xdsAddress: string;
  readonly adminAddress: string;
  /** Resolves with the first line, from the start on, that has this message; rejects when the program ends before. */
  line(message: string): Promise<Readonly<Record<string, unknown>>>;
  /** Sends a signal and resolves with the exit status. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  stderr(): string;
}

/** Starts it on free ports and resolves when every path was read. */
export async function startServe(args: readonly string[], stdin?: string): Promise<Serve> {
  const addresses = ['--xds-address', '127.0.0.1:0', '--admin-address', '127.0.0.1:0'];
  const child = spawn(process.execPath, [bin, 'serve', ...addresses, ...args], { env: environment({}) });
  child.stdin.end(stdin);
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const closed = once(child, 'close') as Promise<[number | null]>;

  const lines: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  createInterface(child.stdout).on('line', (text) => {
    lines.push(JSON.parse(text) as Record<string, unknown>);
    for (const look of waiting) look();
  });

  const line: Serve['line'] = (message) =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = lines.find((one) => one['msg'] === message);
        if (found) resolve(found);
      };
      waiting.add(look);
      void closed.then(() => reject(new Error(`serve ended without "${message}":\n${complaints}`)));
      look();
    });

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    child.kill(signal);
    return (await closed)[0];
  }

  const { xdsAddress, adminAddress } = (await line('listening')) as {
    xdsAddress: string;
    adminAddress: string;
  };
  return {
    xdsAddress,
    adminAddress,
    line,
    end,
    stderr: () => complaints,
    [Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
  };
}
