import type { Listener } from '@xdsim/envoy';
import type { ListenerPlace } from './listener-draft.js';

const UNIX = 'unix://';

const addressOf = (bind: string, port: number) =>
  bind.startsWith(UNIX)
    ? { pipe: { path: bind.slice(UNIX.length) } }
    : { socket_address: { address: bind, port_value: port } };

/** The name of a listener and the addresses at which it is found. */
export function listenerAddress({ binds: [bind, ...more], port }: Pick<ListenerPlace, 'binds' | 'port'>) {
  return {
    name: `${bind}_${port}`,
    address: addressOf(bind, port),
    ...(more.length ? { additional_addresses: more.map((b) => ({ address: addressOf(b, port) })) } : {}),
  } satisfies Listener;
}
