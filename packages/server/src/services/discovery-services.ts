import { typeUrls } from '@xdsim/envoy';

/** A service that hands out resources. */
export interface DiscoveryService {
  readonly name: string;
  /** The one type that it is for; absent where requests say which type they are about. */
  readonly typeUrl?: string;
  readonly sotw: string;
  readonly delta: string;
  /** Asks once instead of on a stream. */
  readonly fetch?: string;
}

const ofOneType = (kind: string, resources: string, typeUrl: string): DiscoveryService => ({
  name: `envoy.service.${kind.toLowerCase()}.v3.${kind}DiscoveryService`,
  typeUrl,
  sotw: `Stream${resources}`,
  delta: `Delta${resources}`,
  fetch: `Fetch${resources}`,
});

/** All types on one stream, in the order in which proxies can use them. */
export const aggregatedService: DiscoveryService = {
  name: 'envoy.service.discovery.v3.AggregatedDiscoveryService',
  sotw: 'StreamAggregatedResources',
  delta: 'DeltaAggregatedResources',
};

/** The services on the xDS address, as protos/ declares them. */
// xDS: types on streams of their own come in no order, so that a proxy can be told of routes before their clusters.
export const discoveryServices: readonly DiscoveryService[] = [
  aggregatedService,
  ofOneType('Cluster', 'Clusters', typeUrls.clusters),
  ofOneType('Endpoint', 'Endpoints', typeUrls.endpoints),
  ofOneType('Listener', 'Listeners', typeUrls.listeners),
  ofOneType('Route', 'Routes', typeUrls.routes),
  ofOneType('Secret', 'Secrets', typeUrls.secrets),
];
