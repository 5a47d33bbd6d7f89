import { createScanLoop } from '../sources/scan-loop.js';
import { watchPaths } from '../sources/watch-paths.js';

export interface FollowOptions {
  /** How often to look, whatever the system says of changes. */
  readonly everyMs: number;
  /** Is told when the task throws. */
  failed(error: unknown): void;
}

/** Who renews a certificate writes several files; they are read when that has come to rest. */
const REST_MS = 50;

/**
 * Looks at files whenever one of them may have changed, and now and then, as not every file system tells. Never twice at
 * once. Returns how to stop.
 */
export function followFiles(
  files: readonly string[],
  look: () => Promise<void>,
  { everyMs, failed }: FollowOptions,
): () => void {
  const loop = createScanLoop(look, failed);
  // A watch that cannot be kept up leaves the timer.
  const watching = watchPaths(files).subscribe(() => loop.request(REST_MS));
  const timer = setInterval(() => loop.request(0), everyMs).unref();
  return () => {
    clearInterval(timer);
    watching.unsubscribe();
    loop.stop();
  };
}
