import { diagnostic, type Diagnostic } from '@xdsim/api';
import { mergeChanges, type Change, type RegistrySnapshot } from '@xdsim/registry';

/** What is held back: a change that takes away much of what is served, or a start with nothing. */
export interface Held {
  readonly removed: number;
  readonly of: number;
}

/** What is published next, and how it came of what was published before, if that is known. */
export interface Step {
  readonly snapshot: RegistrySnapshot;
  readonly change: Change | undefined;
}

/**
 * Guards against emptying: a folder that is not mounted, a file that was cut off, or a delete of too much looks like the wish
 * to serve nothing. What removes more than a share of the services is held until somebody confirms it, or it is taken back.
 */
export class RemovalGuard {
  /** Between 0 and 1. */
  readonly #share: number;
  #served: RegistrySnapshot | undefined;
  /** All that has changed since that was published. */
  #change: Change | undefined;
  #newest: RegistrySnapshot | undefined;
  #held: Held | undefined;
  #isEmptyStart = false;

  /** @param share that may go at once; all of it unless given */
  constructor(share = 1) {
    this.#share = share;
  }

  get held(): Held | undefined {
    return this.#held;
  }

  /** The generation that is served in the place of what is held, if anything is. */
  get servedWhileHeld(): number | undefined {
    return this.#held && this.#served?.generation;
  }

  /** The first time there is nothing to compare with: proxies that hold something are not told that nothing is left. */
  start(snapshot: RegistrySnapshot): void {
    this.#served = snapshot;
    this.#isEmptyStart = this.#share < 1 && snapshot.services.services.length === 0;
  }

  /** Whether a proxy that holds something from before is to be left with it, as this server has nothing to give. */
  get isEmptyStart(): boolean {
    return this.#isEmptyStart;
  }

  /**
   * Takes a change. Returns what is to be published, unless that is held.
   * @param hasProxies whether anybody would lose anything
   */
  take(snapshot: RegistrySnapshot, change: Change, hasProxies: boolean): Step | undefined {
    this.#newest = snapshot;
    this.#change = this.#change ? mergeChanges(this.#change, change) : change;
    const loss = hasProxies ? this.#lossOf(snapshot, this.#change) : undefined;
    if (loss) {
      this.#held = loss;
      return undefined;
    }
    return this.#release(snapshot);
  }

  /** What is held is meant so. Returns what is to be published. */
  confirm(): Step | undefined {
    this.#isEmptyStart = false;
    return this.#held && this.#newest && this.#release(this.#newest);
  }

  /** Whom it is told that something is held. */
  diagnostics(waiting: number): readonly Diagnostic[] {
    const help =
      'Proxies keep what they have. If it is meant so, confirm it: xdsim confirm-removal. Else take the change back.';
    if (this.#held) {
      const { removed, of } = this.#held;
      const message = `${removed} of ${of} services would be removed: that is held until it is confirmed`;
      return [diagnostic('XDS0640', { message, help })];
    }
    if (!this.#isEmptyStart || waiting === 0) return [];
    const message = `there are no services, and ${waiting} proxies hold some from before: they are left with them until that is confirmed`;
    return [diagnostic('XDS0640', { message, help })];
  }

  #release(snapshot: RegistrySnapshot): Step {
    const change = this.#change;
    this.#served = snapshot;
    this.#change = undefined;
    this.#held = undefined;
    if (snapshot.services.services.length > 0) this.#isEmptyStart = false;
    return { snapshot, change };
  }

  #lossOf({ services }: RegistrySnapshot, change: Change): Held | undefined {
    const served = this.#served?.services;
    if (this.#share >= 1 || !served) return undefined;
    const looked = new Set<string>();
    let removed = 0;
    for (const { namespace, hostname } of change.services) {
      const key = `${namespace}/${hostname}`;
      if (looked.has(key)) continue;
      looked.add(key);
      if (services.of(namespace, hostname).length === 0) removed += served.of(namespace, hostname).length;
    }
    const of = served.services.length;
    return removed > 0 && removed > of * this.#share ? { removed, of } : undefined;
  }
}
