import type { AnyObject, Diagnostic } from '@xdsim/api';
import { resourceSet } from '@xdsim/envoy';
import type { Resource, ResourceSet } from '@xdsim/envoy';
import type { RegistrySnapshot } from '@xdsim/registry';
import { buildClusters } from './clusters/build-clusters.js';
import { createContext } from './context.js';
import { buildAssignments } from './endpoints/build-assignments.js';
import { buildListeners } from './listeners/build-listeners.js';
import type { MeshConfig } from './mesh/mesh-config.js';
import type { Interception, Proxy } from './proxy/proxy.js';
import { reportUntranslatedKinds } from './report-untranslated-kinds.js';
import { buildRouteConfigurations } from './routes/build-route-configurations.js';

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

/** For each resource, as `<type>/<name>`, the objects that shaped it. */
export type Provenance = ReadonlyMap<string, readonly AnyObject[]>;

export interface Translation {
  readonly resources: ResourceSet;
  readonly diagnostics: readonly Diagnostic[];
  readonly provenance: Provenance;
}

/**
 * What a proxy is to be configured with, given what the registry holds: Istio's answer, less what only Istio's own proxy
 * understands. Pure: equal input gives equal bytes.
 *
 * @example
 * const { resources, diagnostics } = translate(registry.snapshot(), createProxy({ namespace: 'shop' }));
 */
export function translate(
  snapshot: RegistrySnapshot,
  proxy: Proxy,
  options: TranslateOptions = {},
): Translation {
  const context = createContext(snapshot, proxy, options);
  reportUntranslatedKinds(context);
  const resources: Resource[] = [
    ...buildClusters(context),
    ...buildAssignments(context),
    ...buildListeners(context),
    ...buildRouteConfigurations(context),
  ];
  return {
    resources: resourceSet(resources),
    diagnostics: context.diagnostics(),
    provenance: context.provenance(),
  };
}
