import type { Change, RegistrySnapshot } from '@xdsim/registry';
import { mergeChanges } from '@xdsim/registry';
import {
  atNoAddress,
  createTranslator,
  type Proxy,
  type TranslateOptions,
  type Translation,
} from '@xdsim/translator';
import type { Party } from './party.js';

/** A snapshot that is to be translated, and how it came of the one before it, if that is known. */
interface Task {
  readonly snapshot: RegistrySnapshot;
  readonly change: Change | undefined;
}

/** What was translated, and how long that took without the rests. */
export interface Translated {
  readonly generation: number;
  readonly ms: number;
}

/** One translation, and the parties that see it. */
export class View {
  readonly id: string;
  readonly family: string;
  readonly parties = new Set<Party>();
  /** Those of which it is known that they see the same, as the translation stands. */
  readonly #known = new Set<Party>();
  readonly #translator;
  #translation: Translation | undefined;
  #failure: unknown;
  #size = 0;
  #task: Task | undefined;
  #isTranslating = false;
  #edition: object | undefined;

  /** @param proxy that it is translated for */
  constructor(id: string, family: string, proxy: Proxy, options: TranslateOptions) {
    this.id = id;
    this.family = family;
    this.#translator = createTranslator(atNoAddress(proxy), options);
  }

  /** The last that went well. */
  get translation(): Translation | undefined {
    return this.#translation;
  }

  /** Its resources, as far as they are known. */
  get size(): number {
    return this.#size;
  }

  /** What the last one threw, if it did. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Something newer is planned, or under way. */
  get isBehind(): boolean {
    return this.#task !== undefined || this.#isTranslating;
  }

  /** Whether it can be said by now for whom it is. */
  get isDecided(): boolean {
    return this.#translation !== undefined && this.#failure === undefined && !this.#isTranslating;
  }

  /** Whether a proxy of its family sees the same, as far as that is decided. */
  isFor(proxy: Proxy): boolean {
    return this.isDecided && this.#translator.isFor(proxy);
  }

  /** Whether a party may be given what it holds. */
  knows(party: Party): boolean {
    return this.#known.has(party);
  }

  join(party: Party): void {
    this.parties.add(party);
    if (this.isFor(party.proxy)) this.#known.add(party);
  }

  leave(party: Party): void {
    this.parties.delete(party);
    this.#known.delete(party);
  }

  /** Those that turn out to see something else. Once looked at, they are looked at again when more matters of them. */
  strangers(): readonly Party[] {
    if (!this.isDecided) return [];
    const isMoreAsked = this.hasNewEdition();
    if (isMoreAsked) this.#known.clear();
    const found: Party[] = [];
    for (const party of this.parties) {
      if (this.#known.has(party)) continue;
      if (this.isFor(party.proxy)) this.#known.add(party);
      else found.push(party);
    }
    this.#edition = this.#translator.edition;
    return found;
  }

  /** It was not asked for its strangers yet. */
  get isFresh(): boolean {
    return this.#edition === undefined;
  }

  /** Whether it depends on something else of its proxies than when it was last asked for its strangers. */
  hasNewEdition(): boolean {
    return this.#edition !== this.#translator.edition;
  }

  /** Sets the snapshot to be translated next. Returns whether there was none: of several only the last is. */
  plan(snapshot: RegistrySnapshot, change: Change | undefined): boolean {
    const before = this.#task;
    const together = before ? before.change && change && mergeChanges(before.change, change) : change;
    this.#task = { snapshot, change: together };
    return before === undefined;
  }

  /** Translates what is planned, with rests. Returns what that was, also where it failed. */
  *translate(isUp: () => boolean): Generator<undefined, Translated | undefined> {
    const task = this.#task;
    this.#task = undefined;
    if (!task) return undefined;
    const { snapshot, change } = task;
    let ms = 0;
    this.#isTranslating = true;
    try {
      for (const pieces = this.#translator.updating(snapshot, change, isUp); ; yield) {
        const start = performance.now();
        const { value } = pieces.next();
        ms += performance.now() - start;
        if (!value) continue;
        this.#translation = value;
        this.#size = Object.values(value.resources).reduce((sum, { size }) => sum + size, 0);
        break;
      }
      this.#failure = undefined;
    } catch (error) {
      this.#failure = error;
    } finally {
      this.#isTranslating = false;
    }
    return { generation: snapshot.generation, ms };
  }
}
