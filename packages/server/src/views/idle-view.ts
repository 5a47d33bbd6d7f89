/** How long a view outlives its last looker: proxies that lose their server for a moment come back to it. */
const KEPT_MS = 60_000;

/**
 * Keeps one view at which nobody looks, so that the next who comes need not wait for it: the last that was left. It goes
 * when the next one is left, and a while after others are looked at; as long as it is alone it stays.
 */
export class IdleView<View> {
  readonly #forget: (view: View) => void;
  #view: View | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(forget: (view: View) => void) {
    this.#forget = forget;
  }

  keep(view: View, isAlone: boolean): void {
    this.#drop();
    this.#view = view;
    if (!isAlone) this.#count();
  }

  /** Somebody begins to look at a view: at this one, or at another. */
  take(view: View): void {
    if (this.#view === view) {
      this.close();
      this.#view = undefined;
    } else if (this.#view) this.#count();
  }

  has(view: View): boolean {
    return this.#view === view;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #count(): void {
    this.#timer ??= setTimeout(() => this.#drop(), KEPT_MS).unref();
  }

  #drop(): void {
    this.close();
    const view = this.#view;
    this.#view = undefined;
    if (view) this.#forget(view);
  }
}
