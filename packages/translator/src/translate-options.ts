import type { MeshConfig } from './mesh/mesh-config.js';
import type { Interception } from './proxy/proxy.js';

export interface TranslateOptions {
  readonly mesh?: MeshConfig;
  /** How traffic reaches proxies that do not say so themselves; `none` unless given. */
  readonly interception?: Interception;
  /** Interception `none`: added to each service port to get the port that is bound; 0 unless given. */
  readonly portOffset?: number;
  /** Interception `none`: the address that listeners bind; all interfaces unless given. */
  readonly bindAddress?: string;
  /** `IP:PORT` of the DNS server that proxies are to ask; their host's resolver unless given. */
  readonly dnsResolver?: string;
}
