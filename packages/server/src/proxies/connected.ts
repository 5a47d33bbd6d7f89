import type { Diagnostic } from '@xdsim/api';
import type { Node, ResourceType } from '@xdsim/envoy';
import type { Proxy } from '@xdsim/translator';
import { statusOf } from '@xdsim/xds';
import type { AdsStream } from '../ads/serve-stream.js';
import type { LackingSecrets } from '../secrets/lacking-secrets.js';
import type { Publication } from '../views/publication.js';
import type { Quarantine, SetAside } from './quarantine.js';
import type { Search } from './search.js';

/** A proxy by one of its streams, and what it is given. */
export interface Connected {
  readonly stream: AdsStream;
  readonly node: Node;
  readonly proxy: Proxy;
  readonly connectedAt: Date;
  /** The same moment on the clock of `performance.now()`. */
  readonly start: number;
  /** What it rejected as far as nobody can tell which resource it was about. */
  readonly rejected: Map<ResourceType, { readonly diagnostic: Diagnostic; readonly generation: number }>;
  readonly quarantine: Quarantine;
  /** Finds out which of several resources it rejects, when it does not say. */
  readonly search: Search;
  /** What its view holds. */
  published?: Publication;
  /** The same, with the secrets that it may have. */
  view?: Publication;
  /** Which secrets it asks for and does not get. */
  lacks: LackingSecrets;
  leave(): void;
}

/** What a proxy is not given of what it asks for, as it rejected it. */
export function missedBy({ stream, quarantine, view }: Connected): readonly SetAside[] {
  const aside = quarantine.active(view?.resources);
  if (aside.length === 0) return aside;
  const { types } = statusOf(stream.state);
  return aside.filter(({ type, name }) =>
    types.some((one) => one.type === type && one.watched && (one.wildcard || one.names.has(name))),
  );
}

/** What a proxy says no to. */
export const rejectionsOf = (it: Connected): readonly Diagnostic[] => [
  ...[...it.rejected.values()].map(({ diagnostic }) => diagnostic),
  ...missedBy(it).map(({ diagnostic }) => diagnostic),
];
