import type { Bootstrap } from '@xdsim/envoy';
import type { BootstrapOptions } from '@xdsim/server';
import type { FoundEnvoy } from '../find/envoy-found.js';

/** An Envoy that gets its configuration from a control plane, or one that brings its own. */
export type EnvoyOptions = (AttachedEnvoy | StandaloneEnvoy) & EnvoyRunOptions;

export interface AttachedEnvoy {
  /** The control plane's address: `server.xdsAddress`. */
  readonly xds: string;
  /** Who Envoy says it is. */
  readonly node: EnvoyNode;
  /** State-of-the-world unless given. */
  readonly protocol?: 'sotw' | 'delta';
  readonly bootstrap?: never;
}

export interface StandaloneEnvoy {
  /** A bootstrap in canonical JSON; its `admin` is replaced. */
  readonly bootstrap: Bootstrap;
  readonly xds?: never;
}

export type EnvoyNode = Omit<BootstrapOptions, 'xdsAddress' | 'adminAddress' | 'protocol'>;

export interface EnvoyRunOptions {
  /** Which Envoy; the one that `findEnvoy` finds unless given. */
  readonly envoy?: FoundEnvoy;
  /** Worker threads; 1 unless given, so that connection pools and balancers are one each. */
  readonly concurrency?: number;
  /** `info` unless given. */
  readonly logLevel?: 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'critical' | 'off';
  /** Further arguments for Envoy. */
  readonly args?: readonly string[];
  /**
   * When it counts as started: `admin`: its admin answers; `ready`, the default: `/ready` says that the first
   * configuration was taken over and the listeners listen.
   */
  readonly waitFor?: 'admin' | 'ready';
  /** How long that may take; 20 seconds unless given. */
  readonly timeoutMs?: number;
}
