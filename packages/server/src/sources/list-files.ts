import type { Stats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { withinTime } from './within-time.js';

/** What a path held when it was listed. */
export interface Listing {
  /** The files with objects by path, in the order of their paths, each with its stamp. */
  readonly files: ReadonlyMap<string, Stamp>;
  /** What is there but could not be looked at, with the system's error. */
  readonly unreadable: ReadonlyMap<string, NodeJS.ErrnoException>;
}

/** Changes when the file does. */
export interface Stamp {
  readonly identity: string;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Bytes. */
  readonly size: number;
}

const extensions = new Set(['.yaml', '.yml', '.json']);

export const holdsObjects = (name: string): boolean => extensions.has(extname(name).toLowerCase());

/** Folders and files that nobody means: hidden ones (also the `..data` of a mounted ConfigMap) and dependencies. */
export const isSkipped = (name: string): boolean => name.startsWith('.') || name === 'node_modules';

/** Nobody keeps a mesh in so many; a link to the whole disk, or into /proc, has more than can be looked at. */
const MOST_FOLDERS = 5_000;

/** The stamp of one file; undefined when it is no file, or not to be seen. */
export async function stampOf(path: string): Promise<Stamp | undefined> {
  const stats = await withinTime(stat(path)).catch(() => undefined);
  return stats?.isFile() ? toStamp(stats) : undefined;
}

const toStamp = (stats: Stats): Stamp => ({
  identity: `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeMs}:${stats.ctimeMs}`,
  modified: stats.mtimeMs,
  size: stats.size,
});

/** A path that went away between being seen and being looked at is simply not there. */
const isGone = (error: unknown): boolean =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');

/**
 * The YAML and JSON files under some paths, folders recursively. A file that is named itself counts whatever it is
 * called. Links are followed; a folder that contains itself through one is listed once. With too many folders, the paths count as
 * unreadable as well, so that nothing is taken for gone.
 */
export async function listFiles(paths: readonly string[]): Promise<Listing> {
  const files = new Map<string, Stamp>();
  const unreadable = new Map<string, NodeJS.ErrnoException>();
  const folders = new Set<string>();
  let isTooMuch = false;

  async function visit(path: string, named: boolean): Promise<void> {
    try {
      if (isTooMuch) return;
      const stats = await withinTime(stat(path));
      if (stats.isDirectory()) await visitFolder(path, `${stats.dev}:${stats.ino}`);
      else if (stats.isFile() && (named || holdsObjects(path))) files.set(path, toStamp(stats));
      else if (named) throw new Error('it is neither a file nor a folder');
    } catch (error) {
      if (!isGone(error)) unreadable.set(path, error as NodeJS.ErrnoException);
    }
  }

  async function visitFolder(path: string, identity: string): Promise<void> {
    if (folders.has(identity)) return;
    folders.add(identity);
    isTooMuch ||= folders.size > MOST_FOLDERS;
    const entries = await withinTime(readdir(path, { withFileTypes: true }));
    await Promise.all(
      entries
        .filter((entry) => !isSkipped(entry.name) && (!entry.isFile() || holdsObjects(entry.name)))
        .map((entry) => visit(join(path, entry.name), false)),
    );
  }

  await Promise.all(paths.map((path) => visit(path, true)));
  if (isTooMuch) {
    const error = new Error(
      `there are more than ${MOST_FOLDERS} folders in it, and the others were not looked at`,
    );
    for (const path of paths) unreadable.set(path, error);
  }
  return { files: new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))), unreadable };
}
