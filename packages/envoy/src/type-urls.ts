import type {
  Cluster,
  ClusterLoadAssignment,
  Listener,
  RouteConfiguration,
  Secret,
} from './generated/messages.js';

/** The type URLs of the resources, in the order in which changes are pushed: CDS, EDS, LDS, RDS, SDS. */
// Envoy, xDS "eventual consistency": clusters before their endpoints, listeners before their routes. Istio: secrets come
// last, as both clusters and listeners refer to them.
export const typeUrls = {
  clusters: 'type.googleapis.com/envoy.config.cluster.v3.Cluster',
  endpoints: 'type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment',
  listeners: 'type.googleapis.com/envoy.config.listener.v3.Listener',
  routes: 'type.googleapis.com/envoy.config.route.v3.RouteConfiguration',
  secrets: 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret',
} as const;

/** The kinds of resources that are served. */
export type ResourceType = keyof typeof typeUrls;

/** The type URL of one of the kinds. */
export type TypeUrl = (typeof typeUrls)[ResourceType];

/** The kinds in the order in which changes are pushed. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a constant are known
export const resourceTypes = Object.keys(typeUrls) as readonly ResourceType[];

/** The message of a resource of that kind. */
export type MessageOf<T extends ResourceType> = {
  clusters: Cluster;
  endpoints: ClusterLoadAssignment;
  listeners: Listener;
  routes: RouteConfiguration;
  secrets: Secret;
}[T];

/** The kind that a type URL stands for; `undefined` for one that is not served. */
export const resourceTypeOf = (typeUrl: string | undefined): ResourceType | undefined =>
  resourceTypes.find((type) => typeUrls[type] === typeUrl);
