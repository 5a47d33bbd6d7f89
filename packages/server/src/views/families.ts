import type { TranslateOptions } from '@xdsim/translator';
import type { Party } from './party.js';
import { View } from './view.js';

/** Which views there are, and which of them each party sees. */
export class Families {
  readonly #options: TranslateOptions;
  /** By family, in the order in which they were opened. */
  readonly #views = new Map<string, readonly View[]>();
  readonly #seats = new Map<Party, View>();
  #opened = 0;
  #size = 0;

  constructor(options: TranslateOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#size;
  }

  *views(): Iterable<View> {
    for (const views of this.#views.values()) yield* views;
  }

  has(view: View): boolean {
    return this.#of(view.family).includes(view);
  }

  viewOf(party: Party): View | undefined {
    return this.#seats.get(party);
  }

  /**
   * The view that a party sees; or, where none is for it, one of which that is not decided yet.
   * @param after those before this one are not for it
   */
  find({ family, proxy }: Party, after?: View): View | undefined {
    const all = this.#of(family);
    const views = after ? all.slice(all.indexOf(after) + 1) : all;
    return views.find((view) => view.isFor(proxy)) ?? views.find((view) => !view.isDecided);
  }

  /** Begins a view, for all who see the same as this party. */
  open({ family, proxy }: Party): View {
    const view = new View(`${this.#opened++}`, family, proxy, this.#options);
    this.#views.set(family, [...this.#of(family), view]);
    this.#size += 1;
    return view;
  }

  seat(party: Party, view: View): void {
    this.#seats.get(party)?.leave(party);
    this.#seats.set(party, view);
    view.join(party);
  }

  leave(party: Party): void {
    this.#seats.get(party)?.leave(party);
    this.#seats.delete(party);
  }

  /** An older view that all parties of this one could see as well. */
  elderOf(view: View): View | undefined {
    const all = this.#of(view.family);
    return all
      .slice(0, all.indexOf(view))
      .find((one) => !one.isBehind && [...view.parties].every(({ proxy }) => one.isFor(proxy)));
  }

  remove(view: View): void {
    const rest = this.#of(view.family).filter((one) => one !== view);
    if (rest.length > 0) this.#views.set(view.family, rest);
    else this.#views.delete(view.family);
    this.#size -= 1;
  }

  #of(family: string): readonly View[] {
    return this.#views.get(family) ?? [];
  }
}
