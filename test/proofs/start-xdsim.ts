import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sendRequest, until } from '@xdsim/testkit';
import { root } from '../repository.js';

/** `xdsim serve` as a process of its own, with fixed addresses to come back to. */
export interface XdsimProcess extends AsyncDisposable {
  readonly xdsAddress: string;
  /** Without a word, as a crash or the kernel would end it. */
  kill(): Promise<void>;
  /** Resolves when it serves again. */
  start(): Promise<void>;
}

export interface XdsimOptions {
  /** The file or folder with the objects. */
  readonly path: string;
  readonly xdsPort: number;
  readonly adminPort: number;
  readonly portOffset: number;
}

/** Starts it; resolves when it serves. */
export async function startXdsim(options: XdsimOptions): Promise<XdsimProcess> {
  const { path, xdsPort, adminPort, portOffset } = options;
  const xdsAddress = `127.0.0.1:${xdsPort}`;
  const flags = {
    '--xds-address': xdsAddress,
    '--admin-address': `127.0.0.1:${adminPort}`,
    '--bind-address': '127.0.0.1',
    '--port-offset': String(portOffset),
    '--output': 'json',
  };
  const args = ['serve', path, ...Object.entries(flags).flat()];
  let child: ChildProcess | undefined;

  async function kill(): Promise<void> {
    const running = child;
    child = undefined;
    process.off('exit', killNow);
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    running.kill('SIGKILL');
    await ended;
  }
  const killNow = (): void => void child?.kill('SIGKILL');

  async function start(): Promise<void> {
    child = spawn(process.execPath, [join(root, 'packages/cli/bin/xdsim.js'), ...args], { stdio: 'ignore' });
    process.on('exit', killNow);
    await until(() => isReady(adminPort), { timeoutMs: 20_000, what: `a server on ${xdsAddress}` });
  }

  await start();
  return { xdsAddress, kill, start, [Symbol.asyncDispose]: kill };
}

const isReady = (port: number): Promise<boolean> =>
  sendRequest({ port, path: '/readyz' }).then(
    ({ status }) => status === 200,
    () => false,
  );
