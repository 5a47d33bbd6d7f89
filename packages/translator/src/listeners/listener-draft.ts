import type { AnyObject } from '@xdsim/api';
import { isHttp } from '@xdsim/registry';
import type { Protocol } from '@xdsim/registry';
import type { EgressListener } from '../scope/egress-listener.js';
import { sameMatch } from './chain.js';
import type { Chain } from './chain.js';

/** Where a listener is: several addresses for a proxy of both families, of which the first names it. */
export interface ListenerPlace {
  readonly binds: readonly [string, ...string[]];
  /** 0 for a Unix socket. */
  readonly port: number;
  /** It binds for real; else connections are handed to it. */
  readonly bindToPort: boolean;
}

/** The services that share one bind and port, as they come in. */
export interface ListenerDraft extends ListenerPlace {
  /** The egress listener that it is made for: no other adds to it. */
  readonly listener: EgressListener;
  /** `Unsupported` once it has both HTTP and TCP, which are told apart by what is sent. */
  protocol: Protocol;
  chains: readonly Chain[];
  /** What shaped it. */
  readonly sources: Set<AnyObject>;
}

/** A service that comes to a listener. */
export interface Arrival {
  readonly place: ListenerPlace;
  readonly listener: EgressListener;
  readonly protocol: Protocol;
  readonly chains: readonly Chain[];
  readonly sources: Iterable<AnyObject>;
}

type Kind = 'http' | 'tcp' | 'auto';

export const kindOf = (protocol: Protocol): Kind =>
  isHttp(protocol) ? 'http' : protocol === 'Unsupported' ? 'auto' : 'tcp';

/** Protocols in which the server speaks first, so that nothing can be told apart before. */
const speaksFirst = (protocol: Protocol): boolean => protocol === 'Mongo' || protocol === 'MySQL';

const listenerKey = ({ binds, port }: ListenerPlace): string => `${binds[0]}_${port}`;

/** One more service of a conflict: its chain has the same conditions as one that is there. */
export type OnConflict = (lost: Chain, holder: Chain) => void;

/** HTTP services share a connection manager: the first of them that is resolved as it is asked for says how. */
function withDnsCache(present: readonly Chain[], incoming: readonly Chain[]): readonly Chain[] {
  const dnsCache = incoming.find((c) => c.http?.dnsCache)?.http?.dnsCache;
  if (!dnsCache) return present;
  return present.map((c) => (c.http && !c.http.dnsCache ? { ...c, http: { ...c.http, dnsCache } } : c));
}

/**
 * Listeners while services come to them, the first first. Conflicts are resolved as Istio does: HTTP shares one chain, TCP
 * adds the chains that have conditions of their own, and both together are told apart by sniffing.
 */
export class ListenerDrafts {
  readonly #drafts = new Map<string, ListenerDraft>();
  readonly #onConflict: OnConflict;

  constructor(onConflict: OnConflict = () => undefined) {
    this.#onConflict = onConflict;
  }

  /** Whether an egress listener may still add to a place: the one without a port leaves those of the others alone. */
  isOpen(place: ListenerPlace, listener: EgressListener): boolean {
    const draft = this.#drafts.get(listenerKey(place));
    return !draft || draft.listener === listener || listener.port !== undefined;
  }

  add({ place, listener, protocol, chains, sources }: Arrival): void {
    const key = listenerKey(place);
    const draft = this.#drafts.get(key);
    const incoming = kindOf(protocol);
    const present = draft && kindOf(draft.protocol);
    const shares = incoming !== 'tcp' && present !== undefined && present !== 'tcp';
    // Istio: a generic proxy takes the place of what was there, as what is sniffed does of HTTP at a fixed bind.
    const takesOver = protocol === 'HTTP_PROXY' && draft?.protocol !== 'HTTP_PROXY';
    const replaces = takesOver || (incoming === 'auto' && present === 'http');
    if (!draft || replaces) {
      this.#drafts.set(key, {
        ...place,
        listener,
        protocol: incoming === 'http' && chains.some((c) => c.onlyHttp) ? 'Unsupported' : protocol,
        chains: this.#distinct([], chains),
        sources: new Set(sources),
      });
      return;
    }
    if (shares) {
      draft.chains = withDnsCache(draft.chains, chains);
      for (const source of sources) draft.sources.add(source);
      return;
    }
    const blocked = protocol !== draft.protocol && (speaksFirst(protocol) || speaksFirst(draft.protocol));
    if (blocked) {
      const [lost, holder] = [chains[0], draft.chains[0]];
      if (lost && holder) this.#onConflict(lost, holder);
      return;
    }
    draft.chains = this.#distinct(draft.chains, chains);
    for (const source of sources) draft.sources.add(source);
    if (present !== incoming && present !== 'auto') draft.protocol = 'Unsupported';
  }

  [Symbol.iterator](): Iterator<ListenerDraft> {
    return this.#drafts.values();
  }

  #distinct(present: readonly Chain[], incoming: readonly Chain[]): readonly Chain[] {
    const all = [...present];
    for (const chain of incoming) {
      const holder = all.find((c) => sameMatch(c, chain));
      if (holder) this.#onConflict(chain, holder);
      else all.push(chain);
    }
    return all;
  }
}
