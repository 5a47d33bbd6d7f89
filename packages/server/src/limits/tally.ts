/** Counts what is open, in all and by where it comes from. */
export class Tally {
  readonly #limit: number;
  readonly #perPeer: number;
  readonly #byPeer = new Map<string, number>();
  #total = 0;

  constructor(limit: number, perPeer: number) {
    this.#limit = limit;
    this.#perPeer = perPeer;
  }

  /** Counts one more; undefined when that is one too many, else what gives it back. */
  take(peer: string): (() => void) | undefined {
    const open = this.#byPeer.get(peer) ?? 0;
    if (open >= this.#perPeer || this.#total >= this.#limit) return undefined;
    this.#byPeer.set(peer, open + 1);
    this.#total += 1;
    return () => this.#giveBack(peer);
  }

  #giveBack(peer: string): void {
    this.#total -= 1;
    const left = (this.#byPeer.get(peer) ?? 0) - 1;
    if (left > 0) this.#byPeer.set(peer, left);
    else this.#byPeer.delete(peer);
  }
}
