import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { watch } from 'chokidar';
import { Observable } from 'rxjs';
import { isUnder } from './is-under.js';
import { isSkipped } from './list-files.js';

/** Says when the watch is up, where something changed, or that watching failed. */
export type Stir =
  | { readonly kind: 'ready' }
  /** The full path: of what changed, or of the folder that it is in. */
  | { readonly kind: 'changed'; readonly path: string }
  | { readonly kind: 'failed'; readonly error: Error };

const isMeant = (root: string, path: string): boolean => !relative(root, path).split(sep).some(isSkipped);

/**
 * Whether a path leads, through a link, back to a folder that it comes from. Two such links in one folder make paths
 * without number, and whoever follows them all never comes to an end.
 */
function isLoop(root: string, path: string): boolean {
  try {
    // Only a link leads back; what lies behind it is not asked for once it is ignored itself.
    if (!lstatSync(path).isSymbolicLink()) return false;
    const real = realpathSync(path);
    for (let folder = path; folder !== root;) {
      folder = dirname(folder);
      if (realpathSync(folder) === real) return true;
    }
    return false;
  } catch {
    return false; // It is gone, or a link to itself: there is nothing to follow.
  }
}

/** So many files and folders are followed, and beyond them those alone that lie in a folder that was asked for. */
const MOST_WATCHED = 100_000;

/**
 * Stirs whenever something under the paths may have changed, without saying how: a rename save, a swapped link and a
 * write look different on every system, and who listens looks for himself. Unsubscribing closes the watchers.
 */
export function watchPaths(paths: readonly string[]): Observable<Stir> {
  const roots = paths.map((path) => resolve(path));
  // The parent too: a path that is removed and made anew is another inode, which only its parent notices.
  const parents = new Set(roots.map((root) => dirname(root)));

  let watched = 0;
  const ignored = (path: string): boolean => {
    const full = resolve(path);
    if (parents.has(full)) return false;
    // Asked about twice, as it is found and as it is watched.
    if ((watched += 1) > 2 * MOST_WATCHED && !roots.includes(dirname(full))) return true;
    return !roots.some((root) => isUnder(root, full) && isMeant(root, full) && !isLoop(root, full));
  };

  return new Observable<Stir>((subscriber) => {
    const watcher = watch([...parents, ...roots], {
      ignored,
      ignoreInitial: true,
      ignorePermissionErrors: true,
    });
    const stir = (path: string): void => {
      const isInside = roots.some((root) => isUnder(root, path));
      if (isInside && !path.includes(`${sep}node_modules${sep}`)) subscriber.next({ kind: 'changed', path });
    };
    watcher.on('ready', () => subscriber.next({ kind: 'ready' }));
    watcher.on('all', (_event, path) => stir(resolve(path)));
    // chokidar hides what happens to ignored names, and a mounted ConfigMap changes by its hidden link `..data` alone.
    watcher.on('raw', (_event, name: string | null, details) => {
      const { watchedPath } = details as { watchedPath: string };
      stir(resolve(name === null || name === basename(watchedPath) ? watchedPath : join(watchedPath, name)));
    });
    watcher.on('error', (error) => subscriber.next({ kind: 'failed', error: error as Error }));
    return () => void watcher.close();
  });
}
