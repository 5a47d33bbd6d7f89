import { hostMatches } from '@xdsim/registry';
import { tracked } from '../incremental/tracked.js';
import type { EgressFilter } from './egress-filter.js';
import { createVirtualServiceIndex } from './virtual-service-index.js';
import type { VirtualServiceIndex } from './virtual-service-index.js';
import { visibleVirtualServices } from './virtual-services.js';
import type { ScopedVirtualService } from './virtual-services.js';
import type { Vantage } from './vantage.js';

export const importedVirtualServices = tracked(
  (context: Vantage, { lets }: EgressFilter): readonly ScopedVirtualService[] =>
    visibleVirtualServices(context).filter(({ source, hosts: own }) =>
      lets.importsVirtualService(source.metadata.namespace, own),
    ),
);

export const virtualServiceHosts = tracked((context: Vantage, listener: EgressFilter): VirtualServiceIndex =>
  createVirtualServiceIndex(importedVirtualServices(context, listener)),
);

const routingLayer4 = tracked((context: Vantage, listener: EgressFilter): readonly ScopedVirtualService[] =>
  importedVirtualServices(context, listener).filter(
    ({ source: { spec } }) => spec.tcp?.length || spec.tls?.length,
  ),
);

/** Istio: the host of a VirtualService and that of a service meet if either is a wildcard that covers the other. */
export const layer4Of = tracked(
  (context: Vantage, listener: EgressFilter, hostname: string): readonly ScopedVirtualService[] =>
    routingLayer4(context, listener).filter(({ hosts }) => hosts.some((host) => hostMatches(host, hostname))),
);
