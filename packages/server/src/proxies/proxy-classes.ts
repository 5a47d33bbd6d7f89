import type { Node, Resource, ResourceSet, ResourceType } from '@xdsim/envoy';
import { viewKey, type Proxy } from '@xdsim/translator';
import type { Holdings } from './holdings.js';
import { Quarantine, type SetAside } from './quarantine.js';
import { Search } from './search.js';
import { softwareOf } from './software-of.js';

/** What a proxy said no to. */
export type Rejected = Omit<SetAside, 'instead'>;

/** A proxy as a member of its class: what it is given of what its view holds. */
export interface Member {
  /** What it is to be given in place of these resources. */
  admit(resources: ResourceSet): ResourceSet;
  /** What of these resources it is not given, as it or one like it rejected it. */
  setAside(resources: ResourceSet | undefined): readonly SetAside[];
  /**
   * Puts something aside, for all of its class unless one of them accepted it.
   * @param isLocal the cause lies with this proxy alone
   * @returns whether that is reason to give its class something else
   */
  reject(rejected: Rejected, isLocal: boolean): boolean;
  /** It accepted something of this type. Returns whether that is reason to give its class something else. */
  accept(type: ResourceType): boolean;
  /** Finds out which of several resources it rejects, when it does not say. */
  readonly search: Search;
  leave(): void;
}

/** One member: what it alone is not given, and what it holds. */
interface Alone {
  readonly quarantine: Quarantine;
  readonly holds: Holdings;
}

interface ProxyClass {
  readonly quarantine: Quarantine;
  /** Who rejected what is put aside for all. */
  readonly by: Map<string, Set<Quarantine>>;
  readonly members: Set<Alone>;
}

const keyOf = ({ type, name, version }: Rejected): string => `${type} ${version} ${name}`;

/** Proxies of one class see the same and are of one version: what one of them rejects the others would reject, too. */
export class ProxyClasses {
  readonly #classes = new Map<string, ProxyClass>();

  join(proxy: Proxy, node: Node, holds: Holdings): Member {
    const key = `${viewKey(proxy)} ${softwareOf(node).software ?? ''}`;
    const classes = this.#classes;
    const found = classes.get(key) ?? newClass();
    classes.set(key, found);
    const { quarantine, by, members } = found;
    const alone: Alone = { quarantine: new Quarantine(), holds };
    const search = new Search(holds);
    members.add(alone);

    function lastAccepted({ type, name, version }: Rejected, by: Iterable<Alone>): Resource | undefined {
      const isGood = (one: Resource) => one.version !== version && !quarantine.find(type, name, one.version);
      for (const member of by) {
        const one = member.holds.accepted(type, name);
        if (one && isGood(one)) return one;
      }
      return undefined;
    }

    function isTakenByOthers({ type, name, version }: Rejected): boolean {
      for (const member of members)
        if (member !== alone && member.holds.accepted(type, name)?.version === version) return true;
      return false;
    }

    return {
      search,

      admit: (resources) => search.admit(quarantine.admit(alone.quarantine.admit(resources))),

      setAside(resources) {
        if (!resources) return [];
        const ofClass = quarantine.active(resources);
        const own = alone.quarantine.active(resources);
        if (own.length === 0) return ofClass;
        const all = [...ofClass, ...own];
        return [...new Map(all.map((aside) => [keyOf(aside), aside])).values()];
      },

      reject(rejected, isLocal) {
        const { type, name, version } = rejected;
        // Thousands may reject the same at once. After the first all is known, and only who says so need be looked at.
        const known = quarantine.find(type, name, version);
        const isAlone = isLocal || (!known && isTakenByOthers(rejected));
        // Its own comes first, then that of others.
        const instead = known?.instead ?? lastAccepted(rejected, known ? [alone] : [alone, ...members]);
        const kept = instead ?? holds.kept(type, name);
        if (isAlone || kept !== instead) alone.quarantine.reject({ ...rejected, instead: kept });
        if (isAlone) return false;
        const who = by.get(keyOf(rejected)) ?? new Set();
        by.set(keyOf(rejected), who.add(alone.quarantine));
        if (known && known.instead === instead) return false;
        quarantine.reject({ ...rejected, instead });
        return true;
      },

      accept(type) {
        const taken = quarantine
          .list(type)
          .filter(({ name, version }) => holds.accepted(type, name)?.version === version);
        for (const aside of taken) {
          quarantine.release(aside);
          for (const one of by.get(keyOf(aside)) ?? []) one.reject(aside);
          by.delete(keyOf(aside));
        }
        return taken.length > 0;
      },

      leave() {
        members.delete(alone);
        for (const who of by.values()) who.delete(alone.quarantine);
        if (members.size === 0 && classes.get(key) === found) classes.delete(key);
      },
    };
  }
}

const newClass = (): ProxyClass => ({ quarantine: new Quarantine(), by: new Map(), members: new Set() });
