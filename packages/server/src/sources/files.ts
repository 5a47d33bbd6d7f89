import { access } from 'node:fs/promises';
import { normalize } from 'node:path';
import type { AnyObject } from '@xdsim/api';
import { DOUBT_MS, FileLedger } from './file-ledger.js';
import { createLook, type Look } from './look.js';
import { PathNotFoundError } from './path-not-found-error.js';
import { createScanLoop } from './scan-loop.js';
import type { Source, SourceContext } from './source.js';
import { watchPaths } from './watch-paths.js';

export interface FilesOptions {
  /** Whether changes are followed; `true` unless given. */
  readonly watch?: boolean;
  /** Of objects that name none; `default` unless given. */
  readonly namespace?: string;
  /** Applied to each object as it is read, for example to set a label. */
  readonly map?: (object: AnyObject) => AnyObject;
}

/** Events come in bursts; a scan waits so long for the rest of one. */
const BURST_MS = 5;

/** And looks once more afterwards: systems lose events, and a new folder is watched only after it was seen. */
const SECOND_LOOK_MS = 150;

/**
 * Reads YAML and JSON files, folders recursively, and follows their changes. Each file owns its objects: those that it
 * loses are deleted, and all of them when it is removed. What is wrong with a file is reported; what it last held
 * correctly stays in force meanwhile.
 *
 * @throws PathNotFoundError (from `start`, hence from `createServer`) when a path does not exist.
 *
 * @example
 * const server = await createServer({ sources: [files('./mesh')] });
 */
export function files(paths: string | readonly string[], options: FilesOptions = {}): Source {
  const { watch = true, namespace = 'default', map = (object) => object } = options;
  const roots = [...new Set((typeof paths === 'string' ? [paths] : paths).map((path) => normalize(path)))];
  return {
    name: roots.join(', '),
    async start(context) {
      await Promise.all(roots.map(mustExist));
      const ledger = new FileLedger(context, { map, named: roots, namespace });
      const look = createLook(roots, ledger, context);
      // The watch is up before the first look, so that nothing falls between the two.
      const follow = watch ? await watchFor(roots, context) : undefined;
      await look.atAll(true);
      follow?.(look, ledger);
    },
  };
}

async function mustExist(path: string): Promise<void> {
  await access(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') throw new PathNotFoundError(path);
  });
}

/** Resolves when the watch is up, with how to begin to follow what stirs. */
async function watchFor(
  roots: readonly string[],
  { signal, log }: SourceContext,
): Promise<(look: Look, ledger: FileLedger) => void> {
  let stirred = (_path: string): void => {};
  let hasFailed = false;
  await new Promise<void>((ready) => {
    const watching = watchPaths(roots).subscribe((stir) => {
      if (stir.kind === 'ready') ready();
      else if (stir.kind === 'changed') stirred(stir.path);
      else if (!hasFailed) {
        hasFailed = true; // Where one file cannot be watched, many cannot.
        log.warn({ err: stir.error }, 'watching files failed: some changes may need a restart');
      }
    });
    signal.addEventListener('abort', () => {
      watching.unsubscribe();
      ready();
    });
  });

  return (look, ledger) => {
    const stirs = new Set<string>();
    const loop = createScanLoop(
      async () => {
        const paths = new Set(stirs);
        stirs.clear();
        await (paths.size > 0 ? look.at(paths) : look.atAll(false));
        if (paths.size > 0) loop.request(SECOND_LOOK_MS);
        if (ledger.hasDoubts) loop.request(DOUBT_MS);
      },
      (error) => log.error({ err: error }, 'looking at the files failed'),
    );
    signal.addEventListener('abort', () => loop.stop());
    if (signal.aborted) return;
    stirred = (path) => {
      stirs.add(path);
      loop.request(BURST_MS);
    };
    // What stirred during the first look.
    loop.request(BURST_MS);
  };
}
