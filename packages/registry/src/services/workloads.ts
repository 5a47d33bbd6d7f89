import type { Labels } from '@xdsim/api';
import { compareText } from '../age.js';
import { PersistentMap } from '../persistent/persistent-map.js';
import { SortedList } from '../persistent/sorted-list.js';
import type { Endpoint } from './service.js';

/** Istio: selected workloads come by kind, then name. */
const byName = (a: Endpoint, b: Endpoint): number =>
  compareText(a.source.kind, b.source.kind) || compareText(a.workload, b.workload);

const nobody = SortedList.empty<Endpoint>(byName);

/** Where a label of a namespace is filed; every workload is filed under its namespace alone as well. */
export const labelKey = (namespace: string, key: string, value: string): string =>
  `${namespace}/${key}=${value}`;

/** The workloads of all namespaces, filed by label, immutable. */
export class Workloads {
  readonly #filed: PersistentMap<SortedList<Endpoint>>;

  constructor(filed = PersistentMap.empty<SortedList<Endpoint>>()) {
    this.#filed = filed;
  }

  add(workload: Endpoint): Workloads {
    return this.#refile(workload, (list) => list.add(workload));
  }

  remove(workload: Endpoint): Workloads {
    return this.#refile(workload, (list) => list.remove(workload));
  }

  /**
   * The shortest list that holds all workloads of a namespace that a selector can select. As lists are persistent, the
   * same list means the same workloads.
   */
  candidates(namespace: string, selector: Labels): SortedList<Endpoint> {
    let shortest: SortedList<Endpoint> | undefined;
    for (const [key, value] of Object.entries(selector)) {
      const list = this.#filed.get(labelKey(namespace, key, value)) ?? nobody;
      if (!shortest || list.size < shortest.size) shortest = list;
    }
    return shortest ?? this.#filed.get(namespace) ?? nobody;
  }

  #refile(workload: Endpoint, change: (list: SortedList<Endpoint>) => SortedList<Endpoint>): Workloads {
    const { namespace, labels } = workload;
    let filed = this.#filed;
    const pairs = Object.entries(labels).map(([key, value]) => labelKey(namespace, key, value));
    for (const key of [namespace, ...pairs]) {
      const list = change(filed.get(key) ?? nobody);
      filed = list.size ? filed.set(key, list) : filed.delete(key);
    }
    return new Workloads(filed);
  }
}
