import type { EndpointSlice } from '@xdsim/api';
import { compareText } from '../../age.js';
import { PersistentMap } from '../../persistent/persistent-map.js';
import { SortedList } from '../../persistent/sorted-list.js';
import { kubernetesHost } from '../host.js';
import { serviceKeyOf } from '../service-key.js';
import type { ServiceKey } from '../service-key.js';
import { podKey } from './pods.js';

const byName = (a: EndpointSlice, b: EndpointSlice): number => compareText(a.metadata.name, b.metadata.name);
type Filed = PersistentMap<SortedList<EndpointSlice>>;

const noSlices = SortedList.empty<EndpointSlice>(byName);

/** The service that a slice is of. Istio: those of services that span clusters are none. */
export function serviceOf({ metadata }: EndpointSlice): ServiceKey | undefined {
  const { labels, namespace } = metadata;
  const name = labels?.['kubernetes.io/service-name'];
  if (!name || labels['multicluster.kubernetes.io/service-name']) return undefined;
  return { namespace, hostname: kubernetesHost(name, namespace) };
}

/** The EndpointSlices of each service, immutable: the same list means the same slices. */
export class Slices {
  readonly #filed: Filed;

  constructor(filed: Filed = PersistentMap.empty()) {
    this.#filed = filed;
  }

  of(service: ServiceKey): SortedList<EndpointSlice> {
    return this.#filed.get(serviceKeyOf(service)) ?? noSlices;
  }

  /** Takes one version of a slice for another, or for none. */
  change(before: EndpointSlice | undefined, after: EndpointSlice | undefined): Slices {
    let filed = this.#filed;
    for (const [slice, verb] of [[before, 'remove'] as const, [after, 'add'] as const]) {
      const service = slice && serviceOf(slice);
      if (!service) continue;
      const key = serviceKeyOf(service);
      const list = (filed.get(key) ?? noSlices)[verb](slice);
      filed = list.size ? filed.set(key, list) : filed.delete(key);
    }
    return new Slices(filed);
  }
}

/** The pods that an endpoint of a slice may stand for, by name, else by each of its addresses. */
const referencesOf = ({ metadata, spec }: EndpointSlice): readonly string[] =>
  (spec.endpoints ?? []).flatMap(({ addresses = [], targetRef }) =>
    targetRef?.kind === 'Pod'
      ? [podKey(targetRef.namespace || metadata.namespace, targetRef.name ?? '')]
      : addresses.map((address) => podKey(metadata.namespace, address)),
  );

/** Finds the slices by the pods that they look up. */
export class SliceReferences {
  readonly #filed = new Map<string, Set<EndpointSlice>>();

  add(slice: EndpointSlice): void {
    for (const key of referencesOf(slice)) {
      const slices = this.#filed.get(key);
      if (slices) slices.add(slice);
      else this.#filed.set(key, new Set([slice]));
    }
  }

  remove(slice: EndpointSlice): void {
    for (const key of referencesOf(slice)) {
      const slices = this.#filed.get(key);
      slices?.delete(slice);
      if (!slices?.size) this.#filed.delete(key);
    }
  }

  of(podKeys: readonly string[]): readonly EndpointSlice[] {
    return podKeys.flatMap((key) => [...(this.#filed.get(key) ?? [])]);
  }
}
