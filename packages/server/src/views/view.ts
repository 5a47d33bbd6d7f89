import type { Change, RegistrySnapshot } from '@xdsim/registry';
import { mergeChanges } from '@xdsim/registry';
import {
  atNoAddress,
  createTranslator,
  type Proxy,
  type TranslateOptions,
  type Translation,
} from '@xdsim/translator';

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

/** What proxies that see the same see. */
export class View<Looker> {
  readonly key: string;
  readonly lookers = new Set<Looker>();
  readonly #translator;
  #translation: Translation | undefined;
  #failure: unknown;
  #task: Task | undefined;
  #isTranslating = false;

  constructor(key: string, proxy: Proxy, options: TranslateOptions) {
    this.key = key;
    this.#translator = createTranslator(atNoAddress(proxy), options);
  }

  /** The last that went well. */
  get translation(): Translation | undefined {
    return this.#translation;
  }

  /** What the last one threw, if it did. */
  get failure(): unknown {
    return this.#failure;
  }

  /** Something newer is planned, or under way. */
  get isBehind(): boolean {
    return this.#task !== undefined || this.#isTranslating;
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
