import { resolve } from 'node:path';
import type { FileLedger } from './file-ledger.js';
import { isUnder } from './is-under.js';
import { listFiles, stampOf } from './list-files.js';
import { noObjects, unreadable } from './read-diagnostics.js';
import type { SourceContext } from './source.js';

/** Brings the ledger up to date with what is on disk. */
export interface Look {
  /** At everything: what is new or changed is read, what is gone is taken out. `trusting` as in {@link FileLedger.read}. */
  atAll(trusting: boolean): Promise<void>;
  /** At files alone, by their full paths; at everything when one of them is not a file that was seen before. */
  at(fullPaths: ReadonlySet<string>): Promise<void>;
}

export function createLook(
  roots: readonly string[],
  ledger: FileLedger,
  { report, signal }: SourceContext,
): Look {
  let hidden: readonly string[] = [];
  let seen: ReadonlyMap<string, string> = new Map();
  const isHidden = (path: string): boolean => hidden.some((folder) => isUnder(folder, path));

  function reportUnreadable(now: ReadonlyMap<string, NodeJS.ErrnoException>): void {
    for (const path of hidden) {
      if (now.has(path)) continue;
      if (ledger.has(path)) ledger.report(path);
      else report(path, []);
    }
    for (const [path, error] of now) report(path, [unreadable(path, error)]);
    hidden = [...now.keys()];
  }

  function reportEmptyRoots(): void {
    for (const root of roots) {
      if (ledger.has(root) || seen.has(resolve(root)) || isHidden(root)) continue;
      report(root, ledger.says((path) => isUnder(root, path)) ? [] : [noObjects(root)]);
    }
  }

  async function atAll(trusting: boolean): Promise<void> {
    const listing = await listFiles(roots);
    if (signal.aborted) return;
    reportUnreadable(listing.unreadable);
    seen = new Map([...listing.files.keys()].map((path) => [resolve(path), path]));
    for (const path of ledger.paths) {
      if (listing.files.has(path)) continue;
      // What cannot be seen is not gone.
      if (isHidden(path)) ledger.hide(path);
      else ledger.remove(path);
    }
    for (const [path, stamp] of listing.files) {
      await ledger.read(path, stamp, trusting);
      if (signal.aborted) return;
    }
    ledger.settleConflicts();
    reportEmptyRoots();
  }

  async function at(fullPaths: ReadonlySet<string>): Promise<void> {
    const known = [...fullPaths].map((path) => seen.get(path)).filter((path) => path !== undefined);
    const stamps = known.length === fullPaths.size ? await Promise.all(known.map(stampOf)) : [];
    if (signal.aborted) return;
    if (stamps.length === 0 || stamps.includes(undefined)) return atAll(false);
    for (const [i, stamp] of stamps.entries()) {
      await ledger.read(known[i]!, stamp!, false);
      if (signal.aborted) return;
    }
    ledger.settleConflicts();
  }

  return { atAll, at };
}
