import type { ResourceSet } from '@xdsim/envoy';
import type { Registry } from '@xdsim/registry';
import type { Provenance } from '@xdsim/translator';
import type { Findings } from '../findings/create-findings.js';
import type { Metrics } from '../metrics/create-metrics.js';
import type { ProxyStatus } from '../proxies/proxy-status.js';
import type { History } from './objects/watch/history.js';
import type { SettledOptions } from '../until-settled.js';

/** What the admin address shows and changes. */
export interface AdminState {
  /** The sources that are still being read. */
  pendingSources(): readonly string[];
  /** What they said is translated: proxies are served. */
  isTranslated(): boolean;
  /** Why objects are no longer kept, though they should be. */
  storeFailure(): string | undefined;
  /** What is not served before somebody confirms it. */
  heldRemoval(): string | undefined;
  /** Returns whether there was anything to confirm. */
  confirmRemoval(): boolean;
  /** Changes that are made on it are told as the API's. */
  readonly registry: Registry;
  /** What became of the objects lately. */
  readonly history: History;
  proxies(): readonly ProxyStatus[];
  resourcesFor(nodeId: string): ResourceSet | undefined;
  /** Which objects made what a proxy is given. */
  provenanceFor(nodeId: string): Provenance | undefined;
  /** As `Server.settled`. */
  settled(options: SettledOptions): Promise<void>;
  /** Resolves when what the registry holds now is translated. */
  published(options: SettledOptions): Promise<void>;
  readonly findings: Pick<Findings, 'now'>;
  readonly metrics: Pick<Metrics, 'text' | 'contentType'>;
}
