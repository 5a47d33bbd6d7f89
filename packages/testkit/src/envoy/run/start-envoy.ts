import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sendRequest } from '../../http/send-request.js';
import { DeadlineError, until } from '../../until.js';
import { cacheFolder } from '../find/cache-folder.js';
import { findEnvoy } from '../find/find-envoy.js';
import { connectAdmin, type EnvoyAdmin } from './admin.js';
import { bootstrapOf } from './bootstrap-of.js';
import { EnvoyError } from './envoy-error.js';
import type { EnvoyOptions } from './envoy-options.js';
import { noteEnvoy } from './envoys-noted.js';
import { runEnvoyProcess, type EnvoyProcess } from './run-envoy-process.js';
import type { EnvoyRequest, RunningEnvoy } from './running-envoy.js';

/**
 * Runs a real Envoy, as an ordinary user and on loopback, and waits until it is ready.
 *
 * @throws EnvoyNotFoundError when there is none to be had
 * @throws EnvoyError when it dies or is not ready in time; the message holds its log
 *
 * @example
 * await using envoy = await startEnvoy({ xds: server.xdsAddress, node: { id: 'web-1' } });
 */
export async function startEnvoy(options: EnvoyOptions): Promise<RunningEnvoy> {
  const { waitFor = 'ready', timeoutMs = 20_000, concurrency = 1, logLevel = 'info', args = [] } = options;
  const envoy = options.envoy ?? (await findEnvoy());
  const bootstrap = bootstrapOf(options);
  const folder = await scratchFolder();
  const [config, adminAddress] = [join(folder, 'bootstrap.json'), join(folder, 'admin-address')];
  await writeFile(config, JSON.stringify(bootstrap, null, 2));

  const flags = {
    '--config-path': config,
    '--admin-address-path': adminAddress,
    '--concurrency': String(concurrency),
    '--log-level': logLevel,
    // Access logs are to be seen at once; Envoy itself would keep them for ten seconds.
    '--file-flush-interval-msec': '50',
  };
  // Hot restart needs a base id that no other Envoy of this machine has; without it there is nothing to share.
  const child = runEnvoyProcess(
    envoy,
    [...Object.entries(flags).flat(), '--disable-hot-restart', ...args],
    folder,
  );
  try {
    const deadline = performance.now() + timeoutMs;
    const wait = { signal: child.ended, timeoutMs };
    const admin = connectAdmin(
      await until(() => readAddress(adminAddress), { ...wait, what: `Envoy's admin` }),
    );
    if (waitFor === 'ready') {
      const left = Math.max(0, deadline - performance.now());
      await until(() => isReady(admin), { ...wait, timeoutMs: left, what: `"LIVE" from Envoy's /ready` });
    }
    const running = compose(child, admin, { id: bootstrap.node?.id ?? '', version: envoy.version });
    noteEnvoy({ id: running.id, log: child.log, ended: child.ended });
    return running;
  } catch (error) {
    await child.kill();
    throw withLog(error, child);
  }
}

async function scratchFolder(): Promise<string> {
  const parent = join(cacheFolder(), 'run');
  await mkdir(parent, { recursive: true });
  return mkdtemp(join(parent, 'envoy-'));
}

/** Envoy writes the file when the admin listens; it may be seen before its content. */
async function readAddress(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return /^\S+:\d+$/.exec(text.trim())?.[0];
}

async function isReady(admin: EnvoyAdmin): Promise<boolean> {
  // Any answer but 200 is "not yet"; so is none, as a death is seen by other means.
  return admin.get('/ready').then(
    () => true,
    () => false,
  );
}

function compose(
  child: EnvoyProcess,
  admin: EnvoyAdmin,
  about: { id: string; version: string },
): RunningEnvoy {
  return {
    ...admin,
    ...about,
    pid: child.pid ?? 0,
    ended: child.ended,
    log: (lines) => child.log.text(lines),
    async request({ listener, port, ...request }: EnvoyRequest) {
      return sendRequest({
        ...request,
        ...(port === undefined ? await addressOf(admin, listener) : { port }),
      });
    },
    until: (predicate, options) =>
      until(predicate, { ...options, signal: child.ended }).catch((error: unknown) => {
        throw withLog(error, child);
      }),
    kill: () => child.kill(),
    [Symbol.asyncDispose]: () => child.kill(),
  };
}

async function addressOf(admin: EnvoyAdmin, listener: string): Promise<{ address: string; port: number }> {
  const listeners = await admin.listeners();
  const bound = listeners.get(listener);
  if (!bound)
    throw new Error(
      `Envoy has no listener "${listener}", only: ${[...listeners.keys()].join(', ') || 'none'}`,
    );
  const { hostname, port } = new URL(`http://${bound}`);
  const host = hostname.replace(/^\[|\]$/g, '');
  return { address: host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host, port: Number(port) };
}

function withLog(error: unknown, child: EnvoyProcess): unknown {
  return error instanceof DeadlineError
    ? new EnvoyError(error.message, child.log.text(), { cause: error })
    : error;
}
