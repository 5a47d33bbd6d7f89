import { compareText } from '../../age.js';
import { PersistentMap } from '../../persistent/persistent-map.js';
import { SortedList } from '../../persistent/sorted-list.js';
import type { Endpoint } from '../service.js';

const byName = (a: Endpoint, b: Endpoint): number => compareText(a.workload, b.workload);
const nobody = SortedList.empty<Endpoint>(byName);

/** Where a pod is found: its name or one of its addresses, either within its namespace. */
export const podKey = (namespace: string, nameOrAddress: string): string => `${namespace}/${nameOrAddress}`;

/** The names under which a pod is found. */
export const podKeys = ({ namespace, workload, address, source }: Endpoint): readonly string[] => {
  const more = source.kind === 'Pod' ? (source.status?.podIPs ?? []).flatMap(({ ip }) => ip ?? []) : [];
  return [...new Set([workload, ...(address ? [address] : []), ...more])].map((key) =>
    podKey(namespace, key),
  );
};

/** All pods by name and address, immutable: the same table means the same pods. */
export class Pods {
  readonly #filed: PersistentMap<SortedList<Endpoint>>;

  constructor(filed = PersistentMap.empty<SortedList<Endpoint>>()) {
    this.#filed = filed;
  }

  add(pod: Endpoint): Pods {
    return this.#refile(pod, (list) => list.add(pod));
  }

  remove(pod: Endpoint): Pods {
    return this.#refile(pod, (list) => list.remove(pod));
  }

  named(namespace: string, name: string): Endpoint | undefined {
    return this.#filed.get(podKey(namespace, name))?.items.find((pod) => pod.workload === name);
  }

  /** Istio: of several that share an address, which only those of a node's network can, any will do. */
  at(namespace: string, address: string): Endpoint | undefined {
    return this.#filed.get(podKey(namespace, address))?.items.find((pod) => pod.health !== 'terminating');
  }

  #refile(pod: Endpoint, change: (list: SortedList<Endpoint>) => SortedList<Endpoint>): Pods {
    let filed = this.#filed;
    for (const key of podKeys(pod)) {
      const list = change(filed.get(key) ?? nobody);
      filed = list.size ? filed.set(key, list) : filed.delete(key);
    }
    return new Pods(filed);
  }
}
