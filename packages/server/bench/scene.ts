import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Protocol } from '@xdsim/xds';
import { mesh, moved, ruleForAll } from './mesh.js';
import type { FromClients, FromServer, ToClients, ToServer, Usage } from './messages.js';

type Kind = (FromClients | FromServer)['kind'];
type Of<K extends Kind> = Extract<FromClients | FromServer, { kind: K }>;

/** A server with its clients. */
export interface Scene extends AsyncDisposable {
  connect(clients: number): Promise<Of<'connected'>>;
  /** Milliseconds from a changed endpoint until the last client was sent it. */
  change(): Promise<number>;
  /** Milliseconds from a change of nearly all clusters until all clients hold them. */
  changeAll(): Promise<number>;
  usage(): Promise<Usage>;
}

const start = (name: string, args: readonly string[], node: readonly string[]): ChildProcess =>
  fork(fileURLToPath(new URL(name, import.meta.url)), args, { execArgv: [...node] });

/** The next message of that kind; other kinds are not expected meanwhile. */
async function next<K extends Kind>(child: ChildProcess, kind: K): Promise<Of<K>> {
  const done = new AbortController();
  const { signal } = done;
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`a process of the benchmark ended with ${String(code)}`);
  });
  ended.catch(() => undefined);
  const [message] = (await Promise.race([once(child, 'message', { signal }), ended])) as [
    FromClients | FromServer,
  ];
  done.abort();
  if (message.kind !== kind) throw new Error(`${message.kind} instead of ${kind}`);
  return message as Of<K>;
}

/** Starts a server with so many services, and clients of one protocol that are still to connect. */
export async function setScene(services: number, protocol: Protocol): Promise<Scene> {
  const server = start('server-process.mjs', [], ['--expose-gc']);
  const { address: xdsAddress } = await next(server, 'ready');
  const clients = start('clients-process.ts', [xdsAddress, protocol, String(services)], process.execArgv);
  const tellServer = (message: ToServer) => server.send(message);
  const tellClients = (message: ToClients) => clients.send(message);
  tellServer({ kind: 'apply', text: mesh(services) });
  await next(server, 'applied');
  // The change is published when its burst is over.
  await sleep(1000);
  let changes = 0;
  return {
    async connect(count) {
      tellClients({ kind: 'connect', clients: count });
      return next(clients, 'connected');
    },
    async change() {
      changes += 1;
      const address = `10.201.${changes >> 8}.${(changes & 255) + 1}`;
      tellClients({ kind: 'watch', address });
      const both = Promise.all([next(clients, 'seen'), next(server, 'applied')]);
      tellServer({ kind: 'apply', text: moved(address) });
      const [seen, changed] = await both;
      return seen.at - changed.at;
    },
    async changeAll() {
      changes += 1;
      tellServer({ kind: 'apply', text: ruleForAll(changes) });
      const changed = await next(server, 'applied');
      tellServer({ kind: 'settle' });
      return (await next(server, 'settled')).at - changed.at;
    },
    async usage() {
      tellServer({ kind: 'usage' });
      return next(server, 'usage');
    },
    async [Symbol.asyncDispose]() {
      const ended = [server, clients].map((child) => once(child, 'exit'));
      server.disconnect();
      clients.disconnect();
      await Promise.all(ended);
    },
  };
}
