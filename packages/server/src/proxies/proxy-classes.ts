import type { Node, ResourceSet, ResourceType } from '@xdsim/envoy';
import { viewKey, type Proxy } from '@xdsim/translator';
import { Quarantine, type SetAside } from './quarantine.js';
import { softwareOf } from './software-of.js';

/** A proxy as a member of its class: what it is given of what its view holds. */
export interface Member {
  /** What it is to be given in place of these resources. */
  admit(resources: ResourceSet): ResourceSet;
  /** What of these resources it is not given, as it or one like it rejected it. */
  setAside(resources: ResourceSet | undefined): readonly SetAside[];
  /** Puts something aside, for this proxy alone or for all of its class. */
  reject(rejected: SetAside, who: 'proxy' | 'class'): void;
  accept(type: ResourceType, held: ResourceSet[ResourceType]): void;
  leave(): void;
}

interface ProxyClass {
  readonly quarantine: Quarantine;
  members: number;
}

/** Proxies of one class see the same and are of one version: what one of them rejects the others would reject, too. */
export class ProxyClasses {
  readonly #classes = new Map<string, ProxyClass>();

  join(proxy: Proxy, node: Node): Member {
    const key = `${viewKey(proxy)} ${softwareOf(node).software ?? ''}`;
    const found = this.#classes.get(key) ?? { quarantine: new Quarantine(), members: 0 };
    this.#classes.set(key, found);
    found.members += 1;
    const { quarantine } = found;
    const own = new Quarantine();
    return {
      admit: (resources) => own.admit(quarantine.admit(resources)),
      setAside: (resources) =>
        resources ? [...quarantine.active(resources), ...own.active(quarantine.admit(resources))] : [],
      reject: (rejected, who) => (who === 'class' ? quarantine : own).reject(rejected),
      accept(type, held) {
        quarantine.accept(type, held);
        own.accept(type, held);
      },
      leave: () => {
        found.members -= 1;
        if (found.members === 0 && this.#classes.get(key) === found) this.#classes.delete(key);
      },
    };
  }
}
