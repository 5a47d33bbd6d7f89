import type { AnyObject, Diagnostic } from '@xdsim/api';
import { diagnostic, keyOf, maxFileBytes, parseInSteps, tooLarge } from '@xdsim/api';
import { keepLastGood } from './keep-last-good.js';
import type { Stamp } from './list-files.js';
import { noObjects, unreadable } from './read-diagnostics.js';
import { readWhole } from './read-whole.js';
import { restBetween } from './rest-between.js';
import type { SourceContext } from './source.js';

/** Bad news is believed when it still stands after this: a rename save or a half-written file is over by then. */
export const DOUBT_MS = 50;

/** A file as recently written as this may be written again under the same stamp: clocks of file systems are coarse. */
const YOUNG_MS = 50;

interface Entry {
  /** What the stamp was when it was read; undefined when it is not to be relied on. */
  readonly identity: string | undefined;
  readonly text: string;
  readonly objects: readonly AnyObject[];
  readonly diagnostics: readonly Diagnostic[];
  /** XDS0401: objects that another file has already. */
  readonly conflicts: readonly Diagnostic[];
}

const nothing: Entry = { identity: undefined, text: '', objects: [], diagnostics: [], conflicts: [] };

export interface FileLedgerOptions {
  readonly map: (object: AnyObject) => AnyObject;
  /** Of objects that name none; `default` unless given. */
  readonly namespace?: string;
  /** Files that were asked for by name: it is reported when they hold nothing. */
  readonly named: readonly string[];
}

/**
 * What each file last said, and what of it is in the registry. Good news is taken at once; bad news (a file or an object
 * is gone, a file is wrong) is in doubt until it has stood for {@link DOUBT_MS}.
 */
export class FileLedger {
  readonly #context: SourceContext;
  readonly #options: FileLedgerOptions;
  readonly #entries = new Map<string, Entry>();
  readonly #doubts = new Map<string, { readonly news: string; readonly since: number }>();

  constructor(context: SourceContext, options: FileLedgerOptions) {
    this.#context = context;
    this.#options = options;
  }

  get paths(): readonly string[] {
    return [...new Set([...this.#entries.keys(), ...this.#doubts.keys()])];
  }

  get hasDoubts(): boolean {
    return this.#doubts.size > 0;
  }

  has(path: string): boolean {
    return this.#entries.has(path);
  }

  /** Whether any file under a path has objects, or would have if it were right. */
  says(isUnder: (path: string) => boolean): boolean {
    for (const [path, { objects, diagnostics }] of this.#entries)
      if (isUnder(path) && objects.length + diagnostics.length > 0) return true;
    return false;
  }

  /** Reads a file if it changed. `trusting` at the start, when bad news can harm nothing. */
  async read(path: string, stamp: Stamp, trusting: boolean): Promise<void> {
    const before = this.#entries.get(path);
    if (before?.identity === stamp.identity && !this.#doubts.has(path)) return;
    const isYoung = Date.now() - stamp.modified < YOUNG_MS;
    const identity = isYoung ? undefined : stamp.identity;
    if (stamp.size > maxFileBytes) {
      this.#enter(path, { ...(before ?? nothing), identity, diagnostics: [tooLarge(path, stamp.size)] });
      return;
    }
    let bytes: Buffer;
    try {
      bytes = await readWhole(path);
    } catch (cause) {
      const error = cause as NodeJS.ErrnoException;
      // It vanished between being listed and being read: that is a deletion, and no mishap.
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') this.remove(path);
      else this.#enter(path, { ...(before ?? nothing), diagnostics: [unreadable(path, error)] });
      return;
    }
    const text = bytes.toString('latin1'); // One character a byte: cheap to keep and compare, and loses nothing.
    if (before?.text === text && !isUnread(before)) {
      this.#doubts.delete(path);
      this.#entries.set(path, { ...before, identity });
      return;
    }
    const { namespace = 'default' } = this.#options;
    const { objects: read, diagnostics } = await restBetween(parseInSteps(bytes, { file: path, namespace }));
    const objects = keepLastGood(before?.objects ?? [], read.map(this.#options.map), diagnostics);
    const isBad = diagnostics.some((d) => d.severity === 'error') || loses(before?.objects ?? [], objects);
    if (isBad && !trusting && !this.#isCertain(path, text)) return;
    this.#enter(path, { identity, text, objects, diagnostics, conflicts: [] });
  }

  /** Takes out the objects of a file that is gone, if it stays gone. */
  remove(path: string): void {
    if (!this.has(path)) this.#doubts.delete(path);
    else if (this.#isCertain(path, 'gone')) {
      this.#entries.delete(path);
      this.#context.registry.replace(path, []);
      this.#context.report(path, []);
    }
  }

  /** What became of a file cannot be seen now. */
  hide(path: string): void {
    this.#doubts.delete(path);
  }

  /** To be called after each look at all files: a key that was given up goes to the file that wanted it too. */
  settleConflicts(): void {
    if (this.hasDoubts) return;
    for (const [path, entry] of this.#entries) if (entry.conflicts.length > 0) this.#enter(path, entry);
  }

  /** Says again what is wrong with a file. */
  report(path: string): void {
    const { text, objects, diagnostics, conflicts } = this.#entries.get(path) ?? nothing;
    const isEmpty = objects.length + diagnostics.length === 0 && this.#options.named.includes(path);
    // While a file is being renamed it would be seen to quarrel with itself.
    const all = [...diagnostics, ...(this.hasDoubts ? [] : conflicts), ...(isEmpty ? [noObjects(path)] : [])];
    this.#context.report(path, firstOf(all, path), Buffer.from(text, 'latin1').toString('utf8'));
  }

  #isCertain(path: string, news: string): boolean {
    const doubt = this.#doubts.get(path);
    const now = performance.now();
    if (doubt?.news !== news) this.#doubts.set(path, { news, since: now });
    else if (now - doubt.since >= DOUBT_MS) return this.#doubts.delete(path);
    return false;
  }

  #enter(path: string, entry: Entry): void {
    this.#doubts.delete(path);
    const { diagnostics: conflicts } = this.#context.registry.replace(path, entry.objects);
    this.#entries.set(path, { ...entry, conflicts });
    this.report(path);
  }
}

/** Each is a line in the log and a frame on the screen: more than these are for `xdsim validate`. */
const TOLD = 200;

const firstOf = (all: readonly Diagnostic[], file: string): readonly Diagnostic[] =>
  all.length <= TOLD
    ? all
    : [
        ...all.slice(0, TOLD),
        diagnostic('XDS0109', {
          message: `this file has ${all.length - TOLD} more findings, which are not listed`,
          file,
          help: 'xdsim validate lists them',
        }),
      ];

/** A file that could not be read, or is too large to be: what is known of its text is of before. */
const isUnread = ({ diagnostics: [first] }: Entry): boolean =>
  first?.code === 'XDS0102' || first?.code === 'XDS0108';

function loses(before: readonly AnyObject[], after: readonly AnyObject[]): boolean {
  const present = new Set(after.map(keyOf));
  return before.some((object) => !present.has(keyOf(object)));
}
