import type { AnyObject } from '@xdsim/api';

/** Who put an object in: a file (its path), or nobody in particular (the API). */
export type Owner = string | undefined;

export interface Claim {
  readonly owner: Owner;
  readonly object: AnyObject;
}

/**
 * The objects that want to live under one key. The first claim is in force; the others wait until it is given up, so
 * that removing one of two files that hold the same object leaves the other's.
 */
export class Claims {
  readonly #byKey = new Map<string, readonly Claim[]>();

  inForce(key: string): Claim | undefined {
    return this.#byKey.get(key)?.[0];
  }

  /** Renews the owner's claim in its place; a new one waits behind the others unless it is to come `first`. */
  put(key: string, claim: Claim, first = false): void {
    const claims = this.#byKey.get(key) ?? [];
    const others = claims.filter((c) => c.owner !== claim.owner);
    const renewed = claims.map((c) => (c.owner === claim.owner ? claim : c));
    this.#byKey.set(
      key,
      first ? [claim, ...others] : others.length === claims.length ? [...claims, claim] : renewed,
    );
  }

  withdraw(key: string, owner: Owner): void {
    const left = (this.#byKey.get(key) ?? []).filter((c) => c.owner !== owner);
    if (left.length) this.#byKey.set(key, left);
    else this.#byKey.delete(key);
  }

  /** Removes every claim to a key. */
  clear(key: string): void {
    this.#byKey.delete(key);
  }
}
