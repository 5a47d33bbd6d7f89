import type { AnyObject, Kind } from '@xdsim/api';
import { keyOf } from '@xdsim/api';
import { compareAge } from '@xdsim/registry';
import type { RegistrySnapshot } from '@xdsim/registry';

type KeysOf = (object: AnyObject) => readonly string[];

/** The objects of a kind by something else than their names, each list oldest first. */
export class ObjectIndex {
  readonly kind: Kind;
  readonly #keysOf: KeysOf;
  readonly #lists = new Map<string, AnyObject[]>();

  constructor(kind: Kind, snapshot: RegistrySnapshot, keysOf: KeysOf) {
    this.kind = kind;
    this.#keysOf = keysOf;
    for (const object of snapshot.list(kind)) {
      for (const key of keysOf(object)) {
        const list = this.#lists.get(key);
        if (list) list.push(object);
        else this.#lists.set(key, [object]);
      }
    }
  }

  at(key: string): readonly AnyObject[] {
    return this.#lists.get(key) ?? [];
  }

  /** Puts one version of an object, or none, in the place of another; returns the keys that this concerns. */
  change(before: AnyObject | undefined, after: AnyObject | undefined): Iterable<string> {
    const gone = before ? this.#keysOf(before) : [];
    for (const key of gone) {
      const rest = this.at(key).filter((object) => keyOf(object) !== keyOf(before!));
      if (rest.length) this.#lists.set(key, rest);
      else this.#lists.delete(key);
    }
    const come = after ? this.#keysOf(after) : [];
    for (const key of come) this.#lists.set(key, [...this.at(key), after!].sort(compareAge));
    return new Set([...gone, ...come]);
  }
}
