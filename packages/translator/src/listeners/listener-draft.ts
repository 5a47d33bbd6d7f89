import type { Protocol, Service, ServicePort } from '@xdsim/registry';
import { sameMatch } from './tcp-chain.js';
import type { TcpChain } from './tcp-chain.js';
import type { HttpChain } from './http-chain.js';

/** The services that share one bind and port, as they come in: oldest first. */
export interface ListenerDraft {
  readonly bind: string;
  readonly port: number;
  http?: HttpChain;
  readonly tcp: TcpChain[];
  readonly services: Service[];
}

export const createDraft = (bind: string, port: number): ListenerDraft => ({
  bind,
  port,
  tcp: [],
  services: [],
});

/** Protocols in which the server speaks first, so that nothing can be told apart before. */
const speaksFirst = (protocol: Protocol): boolean => protocol === 'Mongo' || protocol === 'MySQL';

/** Istio: these never share a listener with another protocol. */
const blocked = (draft: ListenerDraft, protocol: Protocol): boolean => {
  const present = [...draft.tcp.map((c) => c.port.protocol), ...(draft.http ? [draft.http.protocol] : [])];
  return present.some((p) => p !== protocol && (speaksFirst(p) || speaksFirst(protocol)));
};

/** HTTP services of a wildcard port share one chain; the first one makes it. */
export function addHttp(draft: ListenerDraft, service: Service, chain: HttpChain): void {
  if (blocked(draft, chain.protocol)) return;
  draft.services.push(service);
  draft.http ??= chain;
}

/** Returns the chain that is in the way, if there is one: the oldest service keeps a match (Istio). */
export function addTcp(draft: ListenerDraft, chain: TcpChain): TcpChain | undefined {
  if (blocked(draft, chain.port.protocol)) return draft.tcp[0];
  const holder = draft.tcp.find((c) => sameMatch(c, chain));
  if (holder) return holder;
  draft.tcp.push(chain);
  draft.services.push(chain.service);
  return undefined;
}

/** A sniffed port brings both chains, unless HTTP is there already: then it shares that and adds nothing (Istio). */
export function addSniffed(draft: ListenerDraft, chain: TcpChain, routeName: string): TcpChain | undefined {
  if (blocked(draft, chain.port.protocol)) return draft.tcp[0];
  if (draft.http) {
    draft.services.push(chain.service);
    return undefined;
  }
  const holder = addTcp(draft, chain);
  draft.http = { routeName, protocol: chain.port.protocol };
  return holder;
}

export const isTcpClass = (port: ServicePort): boolean =>
  ['TCP', 'HTTPS', 'TLS', 'Mongo', 'Redis', 'MySQL'].includes(port.protocol);
