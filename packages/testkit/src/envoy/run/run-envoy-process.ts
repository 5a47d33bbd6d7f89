import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { containerArguments } from '../container-arguments.js';
import type { FoundEnvoy } from '../find/envoy-found.js';
import { endWithParent } from './end-with-parent.js';
import { EnvoyError } from './envoy-error.js';
import { collectLog, type EnvoyLog } from './envoy-log.js';

/** An Envoy as a process, before anything is known of what it does. */
export interface EnvoyProcess {
  /** Of Envoy itself; of the container runtime's client when it runs in a container. `undefined`: never started. */
  readonly pid: number | undefined;
  readonly log: EnvoyLog;
  /** Aborted when the process has ended, with an EnvoyError that says how. */
  readonly ended: AbortSignal;
  /** Ends it: SIGTERM, and SIGKILL if that does not help in time. Resolves when it is gone and so is its folder. */
  kill(): Promise<void>;
}

const TERM_MS = 5_000;

/** Starts Envoy; the folder becomes its own and is removed after it. */
export function runEnvoyProcess(envoy: FoundEnvoy, args: readonly string[], folder: string): EnvoyProcess {
  const { image } = envoy;
  const name = `xdsim-${basename(folder)}`;
  const child = spawn(
    envoy.path,
    image ? containerArguments({ path: envoy.path, image }, args, { name, folder }) : args,
    { stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true },
  );
  const log = collectLog(child.stdout, child.stderr);
  const removal = image ? [envoy.path, 'rm', '--force', name] : undefined;
  const callOff = child.pid
    ? endWithParent({ pid: child.pid, folder, ...(removal && { command: removal }) })
    : () => {};

  const ended = new AbortController();
  let isAsked = false;
  const gone = new Promise<void>((resolve, reject) => {
    let problem: string | undefined;
    child.on('error', (error) => (problem = `can't be started: ${error.message}`));
    // 'close' and not 'exit': the log is complete then.
    child.on('close', (code, signal) => {
      callOff();
      const how = isAsked ? 'was ended' : `ended by itself: ${signal ?? `exit status ${code}`}`;
      ended.abort(new EnvoyError(`Envoy ${envoy.version} (${envoy.path}) ${problem ?? how}.`, log.text()));
      rm(folder, { recursive: true, force: true, maxRetries: 5 }).then(resolve, reject);
    });
  });
  // A folder that can't be removed is told by kill(), not as an unhandled rejection.
  gone.catch(() => {});

  return {
    pid: child.pid,
    log,
    ended: ended.signal,
    async kill() {
      isAsked = true;
      child.kill('SIGTERM');
      const force = setTimeout(() => {
        // A container does not end with the client that started it.
        if (removal) spawn(removal[0] ?? '', removal.slice(1), { stdio: 'ignore' });
        child.kill('SIGKILL');
      }, TERM_MS);
      await gone.finally(() => clearTimeout(force));
    },
  };
}
