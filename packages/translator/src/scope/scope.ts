import type { RegistrySnapshot, Service } from '@xdsim/registry';
import type { MeshConfig } from '../mesh/mesh-config.js';
import type { Proxy } from '../proxy/proxy.js';
import { createDestinationRules } from './destination-rules.js';
import type { DestinationRules } from './destination-rules.js';
import { mergeServices } from './merge-services.js';
import type { ScopedService } from './merge-services.js';
import { visibleServices } from './visible-services.js';
import { visibleVirtualServices } from './virtual-services.js';
import type { ScopedVirtualService } from './virtual-services.js';

/** What one proxy may see, after export rules and conflicts between namespaces. */
export interface Scope {
  /** Every visible service, one per host and address: what listeners and routes are made from. */
  readonly services: readonly Service[];
  /** One per host, with the ports of all that merge with it: what clusters and assignments are made from. */
  readonly merged: readonly ScopedService[];
  readonly destinationRules: DestinationRules;
  /** Bound to the gateway `mesh`, those meant for this namespace before public ones. */
  readonly virtualServices: readonly ScopedVirtualService[];
}

export function createScope(snapshot: RegistrySnapshot, proxy: Proxy, mesh: MeshConfig): Scope {
  const services = visibleServices(snapshot.services.services, proxy, mesh);
  return {
    services,
    merged: mergeServices(services),
    destinationRules: createDestinationRules(snapshot.list('DestinationRule'), proxy, mesh),
    virtualServices: visibleVirtualServices(snapshot.list('VirtualService'), proxy, mesh),
  };
}
