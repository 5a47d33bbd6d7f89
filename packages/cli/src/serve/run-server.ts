import { createSecureContext } from 'node:tls';
import {
  AddressInUseError,
  createLogger,
  createServer,
  DataDirError,
  DataDirInUseError,
  files,
  ListenError,
  PathNotFoundError,
} from '@xdsim/server';
import type { Logger, Server, ServerOptions } from '@xdsim/server';
import { exitStatus } from '../exit-status.js';
import type { ExitStatus } from '../exit-status.js';
import type { ServeFlags } from '../flags/serve-flags.js';
import { translateOptions } from '../flags/translate-flags.js';
import { InputError } from '../input/input-error.js';
import { readFileFlag } from '../input/read-file-flag.js';
import { hasColor } from '../print/has-color.js';
import { banner } from './banner.js';
import { createStory } from './story.js';
import { stdinSource } from './stdin-source.js';

/** Serves until a signal ends it. */
export async function runServer(paths: readonly string[], flags: ServeFlags): Promise<ExitStatus> {
  const ended = endSignal();
  const pretty = flags.output ? flags.output === 'pretty' : process.stdout.isTTY;
  const log = pretty ? onlyTrouble : createLogger({ fd: 1 });
  const server = await start(paths, flags, log);
  if (!server) return exitStatus.unexpected;
  if (pretty) tellStory(server, paths, flags);
  await ended;
  await server.close();
  log.info({}, 'stopped');
  return exitStatus.ok;
}

/** The first SIGINT or SIGTERM ends the server in an orderly way; a second one kills it. */
function endSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

async function start(
  paths: readonly string[],
  flags: ServeFlags,
  logger: Logger,
): Promise<Server | undefined> {
  const tls = await readTls(flags);
  const adminToken = await readToken(flags);
  const onDisk = paths.filter((path) => path !== '-');
  try {
    return await createServer({
      sources: [
        ...(onDisk.length > 0 ? [files(onDisk, { watch: flags.watch })] : []),
        ...(paths.includes('-') ? [stdinSource()] : []),
      ],
      xdsAddress: flags.xdsAddress,
      adminAddress: flags.adminAddress,
      translate: await translateOptions(flags),
      logger,
      ...(flags.dataDir !== undefined && { dataDir: flags.dataDir }),
      ...(tls && { tls }),
      ...(adminToken !== undefined && { adminToken }),
    });
  } catch (error) {
    if (error instanceof PathNotFoundError) throw new InputError(`error: ${error.message}`);
    process.stderr.write(`error: ${problem(error)}\n`);
    return undefined;
  }
}

/** What keeps the server from starting: another program's doing, or input that cannot be used. */
function problem(error: unknown): string {
  if (error instanceof ListenError) return listenProblem(error);
  if (!(error instanceof DataDirError)) throw error;
  const message = `--data-dir: ${error.message}`;
  if (error instanceof DataDirInUseError) return message;
  throw new InputError(`error: ${message}`);
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

async function readTls({ tlsCert, tlsKey, tlsClientCa }: ServeFlags): Promise<ServerOptions['tls']> {
  if (tlsCert === undefined || tlsKey === undefined) return undefined;
  const read = async (flag: string, file: string) => Buffer.from(await readFileFlag(flag, file));
  const cert = await read('--tls-cert', tlsCert);
  const key = await read('--tls-key', tlsKey);
  const clientCa = tlsClientCa === undefined ? {} : { clientCa: await read('--tls-client-ca', tlsClientCa) };
  try {
    createSecureContext({ cert, key, ca: clientCa.clientCa });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InputError(`--tls-cert and --tls-key cannot be used: ${why}`);
  }
  return { cert, key, ...clientCa };
}

function tellStory(server: Server, paths: readonly string[], flags: ServeFlags): void {
  const color = hasColor(process.stdout);
  const write = (text: string): void => void process.stdout.write(`${text}\n`);
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
  process.stderr.write(`${message}${err ? `: ${err.message}` : ''}\n`);
}
