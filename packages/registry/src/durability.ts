import type { ObjectStore, Saving } from './object-store.js';

/** Remembers whether all that was given to a store is in it. */
export class Durability {
  readonly #store: ObjectStore | undefined;
  #saved: Promise<void> = Promise.resolve();

  constructor(store: ObjectStore | undefined) {
    this.#store = store;
  }

  save(saving: Saving): void {
    if (!this.#store) return;
    const [before, now] = [this.#saved, this.#store.save(saving)];
    // Once a save has failed, what comes later is not acknowledged either: the store no longer is what memory is.
    this.#saved = Promise.all([before, now]).then(() => undefined);
    // Whoever asks settled() gets the error; that nobody asks is no reason to end the process.
    this.#saved.catch(() => undefined);
  }

  /** Settles when everything saved so far is safe, and rejects from the first save on that failed. */
  settled(): Promise<void> {
    return this.#saved;
  }
}
