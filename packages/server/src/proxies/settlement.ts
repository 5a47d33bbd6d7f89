import { missedBy, type Connected } from './connected.js';
import type { Roster } from './roster.js';
import { Stragglers } from './stragglers.js';

/** Whether every proxy holds what was published, at no more cost than what happened asks for. */
export class Settlement {
  readonly #roster: Roster;
  readonly #stragglers = new Stragglers();
  /** The generation that stragglers are behind. */
  #counted: number | undefined;
  #announced: number | undefined;
  /** One that lacks something for good: as long as it does, nobody else need be asked. */
  #lacking: Connected | undefined;

  constructor(roster: Roster) {
    this.#roster = roster;
  }

  /** A generation was published, and every stream was told. */
  published(generation: number | undefined): void {
    if (generation !== this.#counted) this.#stragglers.recount(this.#roster.streams(), generation);
    this.#counted = generation;
  }

  /** Something happened on the stream of a proxy. */
  progressed({ stream }: Connected): void {
    this.#stragglers.update(stream);
  }

  left({ stream }: Connected): void {
    this.#stragglers.remove(stream);
  }

  /** Whether a proxy holds everything that was published. */
  isSettled({ stream }: Connected): boolean {
    return !this.#stragglers.has(stream);
  }

  /** Whether all of them answered to what was published last, one way or the other. */
  isAnswered(generation: number | undefined): boolean {
    // While a publication is handed out, some streams have heard of it and others are still counted by the last one.
    return generation !== undefined && this.#stragglers.heldByAll === generation;
  }

  /** Whether all of them hold this generation, which all of them answered to; true once a generation. */
  isNews(generation: number): boolean {
    if (generation === this.#announced || this.#roster.size === 0) return false;
    const known = this.#lacking;
    if (known && this.#roster.get(known.stream) && missedBy(known).length > 0) return false;
    this.#lacking = this.#roster.all().find((it) => missedBy(it).length > 0);
    if (this.#lacking) return false;
    this.#announced = generation;
    return true;
  }
}
