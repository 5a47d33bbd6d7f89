import { familyKey, viewKey, type Proxy } from '@xdsim/translator';
import type { Deliver } from './publication.js';

/** Where somebody looks at a view from, and how they are told that there is no room for it. */
export interface Guest {
  /** The network of their address. */
  readonly peer: string;
  turnAway(): void;
}

/** Proxies that say the same of themselves, but for their ids and addresses: what one of them sees all see. */
export class Party {
  readonly key: string;
  /** Only within a family views are shared with others. */
  readonly family: string;
  readonly proxy: Proxy;
  readonly guests = new Map<Deliver, Guest>();

  constructor(proxy: Proxy) {
    this.key = viewKey(proxy);
    this.family = familyKey(proxy);
    this.proxy = proxy;
  }

  get lookers(): Iterable<Deliver> {
    return this.guests.keys();
  }

  *peers(): Iterable<string> {
    for (const { peer } of this.guests.values()) yield peer;
  }
}
