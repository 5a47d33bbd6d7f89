import type { Kind, ObjectKey } from '@xdsim/api';
import type { RegistrySnapshot } from '@xdsim/registry';

/** Which namespaces have objects of a kind: seldom that changes, however often the objects do. */
export class NamespaceCounts {
  readonly kind: Kind;
  readonly #counts = new Map<string, number>();

  constructor(kind: Kind, snapshot: RegistrySnapshot) {
    this.kind = kind;
    for (const { metadata } of snapshot.list(kind)) this.#add(metadata.namespace, 1);
  }

  get namespaces(): readonly string[] {
    return [...this.#counts.keys()];
  }

  /** Goes on from one snapshot to the next. Returns whether a namespace came or went. */
  change(before: RegistrySnapshot, after: RegistrySnapshot, { kind, namespace, name }: ObjectKey): boolean {
    const [was, is] = [before, after].map((one) => one.get(kind, namespace, name) !== undefined);
    if (was === is) return false;
    const had = this.#counts.size;
    this.#add(namespace, is ? 1 : -1);
    return this.#counts.size !== had;
  }

  #add(namespace: string, by: number): void {
    const count = (this.#counts.get(namespace) ?? 0) + by;
    if (count > 0) this.#counts.set(namespace, count);
    else this.#counts.delete(namespace);
  }
}
