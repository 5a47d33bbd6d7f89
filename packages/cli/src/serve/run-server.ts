import { printable } from '@xdsim/api';
import {
  AddressInUseError,
  createLogger,
  createOutput,
  createServer,
  DataDirError,
  DataDirInUseError,
  files,
  InsecureAddressError,
  ListenError,
  PathNotFoundError,
} from '@xdsim/server';
import type { Logger, Server } from '@xdsim/server';
import { exitStatus } from '../exit-status.js';
import type { ExitStatus } from '../exit-status.js';
import { inNamespace } from '../flags/namespace-flag.js';
import type { ServeFlags } from '../flags/serve-flags.js';
import { translateOptions } from '../flags/translate-flags.js';
import { InputError } from '../input/input-error.js';
import { readFileFlag } from '../input/read-file-flag.js';
import { hasColor } from '../print/has-color.js';
import { banner } from './banner.js';
import { protection } from './protection.js';
import { orphaned } from './orphaned.js';
import { createStory } from './story.js';
import { stdinSource } from './stdin-source.js';

/** Serves until a signal ends it. */
export async function runServer(paths: readonly string[], flags: ServeFlags): Promise<ExitStatus> {
  // Whoever read what it says may go: a server is there for its proxies.
  for (const stream of [process.stdout, process.stderr]) {
    stream.removeAllListeners('error').on('error', () => {});
  }
  const ended = Promise.race([endSignal(), orphaned()]);
  const pretty = flags.output ? flags.output === 'pretty' : process.stdout.isTTY;
  const log = pretty ? onlyTrouble : createLogger({ fd: 1 });
  const server = await start(paths, flags, log);
  if (!server) return exitStatus.unexpected;
  if (pretty) tellStory(server, paths, flags);
  await ended;
  await server.close();
  log.info({}, 'stopped');
  endAnyway();
  return exitStatus.ok;
}

/**
 * A read of a disk that hangs cannot be called off and keeps the process; even `process.exit` waits for it. All is done and told by
 * now, so after two seconds the process is ended from outside.
 */
function endAnyway(): void {
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), 2_000).unref();
}

const endSignals = ['SIGINT', 'SIGTERM'] as const;

/** The first SIGINT or SIGTERM ends the server in an orderly way; a second one, of either kind, kills it. */
function endSignal(): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      for (const signal of endSignals) process.off(signal, end);
      resolve();
    };
    for (const signal of endSignals) process.on(signal, end);
  });
}

async function start(
  paths: readonly string[],
  flags: ServeFlags,
  logger: Logger,
): Promise<Server | undefined> {
  const clients = await protection(flags);
  const adminToken = await readToken(flags);
  const onDisk = paths.filter((path) => path !== '-');
  try {
    return await createServer({
      sources: [
        ...(onDisk.length > 0
          ? [files(onDisk, { watch: flags.watch, ...inNamespace(flags.namespace) })]
          : []),
        ...(paths.includes('-') ? [stdinSource(inNamespace(flags.namespace))] : []),
      ],
      xdsAddress: flags.xdsAddress,
      adminAddress: flags.adminAddress,
      translate: await translateOptions(flags),
      logger,
      maxRemoval: flags.maxRemoval,
      ...(flags.dataDir !== undefined && { dataDir: flags.dataDir }),
      ...(adminToken !== undefined && { adminToken }),
      ...clients,
    });
  } catch (error) {
    if (error instanceof PathNotFoundError) throw new InputError(`error: ${error.message}`);
    process.stderr.write(`error: ${printable(problem(error))}\n`);
    return undefined;
  }
}

/** What keeps the server from starting: another program's doing, or input that cannot be used. */
function problem(error: unknown): string {
  if (error instanceof ListenError) return listenProblem(error);
  if (error instanceof InsecureAddressError) throw new InputError(`error: ${insecureProblem(error)}`);
  if (!(error instanceof DataDirError)) throw error;
  const message = `--data-dir: ${error.message}`;
  if (error instanceof DataDirInUseError) return message;
  throw new InputError(`error: ${message}`);
}

function insecureProblem({ address, option }: InsecureAddressError): string {
  const flag = option === 'xdsAddress' ? '--tls' : '--admin-tls';
  return (
    `others can reach ${address}, and would be served plain text: give ${flag}-cert and ${flag}-key, or --insecure if ` +
    'the network is to be trusted, as that of a container is'
  );
}

function listenProblem(error: ListenError): string {
  const flag = error.option === 'xdsAddress' ? '--xds-address' : '--admin-address';
  const host = error.address.replace(/:\d+$/, '');
  const advice = `choose another with ${flag}, such as ${flag} ${host}:0 for any free port`;
  if (error instanceof AddressInUseError) {
    return `${error.address} is in use by another program, perhaps another xdsim serve: ${advice}`;
  }
  return `${error.message}: ${advice}`;
}

async function readToken({ adminTokenFile }: ServeFlags): Promise<string | undefined> {
  if (adminTokenFile === undefined) return undefined;
  const token = new TextDecoder().decode(await readFileFlag('--admin-token-file', adminTokenFile)).trim();
  if (token === '') throw new InputError(`--admin-token-file: ${adminTokenFile} holds no token`);
  return token;
}

function tellStory(server: Server, paths: readonly string[], flags: ServeFlags): void {
  const color = hasColor(process.stdout);
  const output = createOutput(1);
  const write = (text: string): void => output.write(`${text}\n`);
  const story = createStory({ registry: server.registry, proxies: server.proxies, write, color });
  write(banner(server, paths, flags, color));
  server.events$.subscribe(story);
}

/** On a terminal the story tells what happens; only what is not part of it comes from the log. */
const onlyTrouble: Logger = { debug() {}, info() {}, warn: trouble, error: trouble };

function trouble(fields: object, message: string): void {
  // A diagnostic, which the story shows with its code frame.
  if ('code' in fields) return;
  const { err } = fields as { err?: Error };
  process.stderr.write(`${printable(`${message}${err ? `: ${err.message}` : ''}`)}\n`);
}
