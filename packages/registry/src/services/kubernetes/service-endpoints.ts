import type { EndpointSlice } from '@xdsim/api';
import type { SortedList } from '../../persistent/sorted-list.js';
import { covers } from '../labels.js';
import { UNSPECIFIED_ADDRESS } from '../service.js';
import type { Endpoint, Service } from '../service.js';
import type { Workloads } from '../workloads.js';
import type { Pods } from './pods.js';
import { podEndpoints, workloadEntryEndpoints } from './selected-endpoints.js';
import { sliceAddresses, sliceEndpoints } from './slice-endpoints.js';
import type { SliceAddress } from './slice-endpoints.js';
import type { Slices } from './slices.js';

/** What the endpoints of Kubernetes' services are made from, each part immutable. */
export interface EndpointParts {
  readonly workloads: Workloads;
  readonly slices: Slices;
  readonly pods: Pods;
}

export interface KubernetesEndpoints {
  readonly all: readonly Endpoint[];
  /** Those that are sent to proxies, whose health may be bad, but that are not about to end. */
  readonly serving: readonly Endpoint[];
}

interface Derived extends KubernetesEndpoints {
  readonly slices: SortedList<EndpointSlice>;
  readonly from: SortedList<Endpoint> | undefined;
  readonly addresses: readonly SliceAddress[];
  pods: Pods;
}

const derivedOf = new WeakMap<Service, Derived>();

const samePods = (a: readonly SliceAddress[], b: readonly SliceAddress[]): boolean =>
  a.length === b.length && a.every(({ pod }, i) => pod === b[i]!.pod);

/** Whether a cluster gave the service an address; nobody writes one by hand. */
const isAssigned = ({ address }: Service): boolean => address !== '' && address !== UNSPECIFIED_ADDRESS;

/**
 * The endpoints of a Service of Kubernetes: those of its EndpointSlices; where it has none, the pods that it selects. A Service
 * with an address was written by a cluster, which writes the slices as well: none means that there is nothing ready.
 */
export function kubernetesEndpoints(
  service: Service,
  { workloads, slices, pods }: EndpointParts,
): KubernetesEndpoints {
  const { selector, namespace } = service;
  const own = slices.of(service);
  const from = selector && workloads.candidates(namespace, selector);
  const known = derivedOf.get(service);
  const current = known?.slices === own && known.from === from ? known : undefined;
  if (current?.pods === pods) return current;
  const addresses = sliceAddresses(own.items, pods);
  if (current && samePods(current.addresses, addresses)) {
    current.pods = pods;
    return current;
  }
  const selected = selector ? (from?.items.filter((e) => covers(e.labels, selector)) ?? []) : [];
  const all = [
    ...(own.size || isAssigned(service)
      ? sliceEndpoints(service, addresses)
      : podEndpoints(service, selected)),
    ...workloadEntryEndpoints(service, selected),
  ];
  const serving = all.filter((e) => e.health !== 'terminating');
  const derived = { slices: own, from, addresses, pods, all, serving };
  derivedOf.set(service, derived);
  return derived;
}
