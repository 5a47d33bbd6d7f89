import type { EndpointSlice, SliceEndpoint } from '@xdsim/api';
import { topologyLabels } from '../locality.js';
import type { Endpoint, Service } from '../service.js';
import type { Pods } from './pods.js';

/** One address of a slice, with the pod that is known behind it. */
export interface SliceAddress {
  readonly slice: EndpointSlice;
  readonly endpoint: SliceEndpoint;
  readonly address: string;
  readonly pod: Endpoint | undefined;
}

/** The pod that an endpoint names, else one of the slice's namespace that has its address (Istio). */
const podBehind = (pods: Pods, namespace: string, { targetRef }: SliceEndpoint, address: string) =>
  targetRef?.kind === 'Pod'
    ? pods.named(targetRef.namespace || namespace, targetRef.name ?? '')
    : pods.at(namespace, address);

/** Istio: slices of names are not read. */
export const sliceAddresses = (slices: readonly EndpointSlice[], pods: Pods): readonly SliceAddress[] =>
  slices
    .filter(({ spec }) => spec.addressType !== 'FQDN')
    .flatMap((slice) =>
      (slice.spec.endpoints ?? []).flatMap((endpoint) =>
        (endpoint.addresses ?? []).map((address) => ({
          slice,
          endpoint,
          address,
          pod: podBehind(pods, slice.metadata.namespace, endpoint, address),
        })),
      ),
    );

/**
 * Istio: what is not ready is on its way out unless it is said not to be; such an endpoint serves its present sessions
 * where a service has persistent ones.
 */
function health(service: Service, { conditions = {} }: SliceEndpoint): Endpoint['health'] {
  if (conditions.ready ?? true) return 'healthy';
  if (!(conditions.terminating ?? true)) return 'unhealthy';
  const { labels } = service;
  const persistent = labels['istio.io/persistent-session'] || labels['istio.io/persistent-session-header'];
  return persistent && (conditions.serving ?? true) ? 'draining' : 'terminating';
}

/**
 * The endpoints of a service's slices. Istio: an endpoint that names a pod which is not there is left out, and of two
 * that have one address and port the first counts.
 */
export function sliceEndpoints(service: Service, addresses: readonly SliceAddress[]): readonly Endpoint[] {
  const taken = new Set<string>();
  return addresses.flatMap(({ slice, endpoint, address, pod }): readonly Endpoint[] => {
    if (endpoint.targetRef?.kind === 'Pod' && !pod) return [];
    const ports = (slice.spec.ports ?? []).flatMap(({ name = '', port = 0 }) => {
      const key = `${address} ${name}`;
      if (taken.has(key)) return [];
      taken.add(key);
      return [[name, port] as const];
    });
    if (ports.length === 0) return [];
    const { metadata } = slice;
    return [
      {
        ...(pod ?? {
          labels: topologyLabels('', undefined),
          locality: '',
          weight: 0,
          tlsMode: 'disabled',
          namespace: metadata.namespace,
          workload: '',
        }),
        address,
        ports: Object.fromEntries(ports),
        onlyPorts: true,
        health: health(service, endpoint),
        source: slice,
        ...(pod?.source.kind === 'Pod' ? { pod: pod.source } : {}),
      },
    ];
  });
}
