import { statSync } from 'node:fs';

/**
 * Tells what became of a file since it was first looked at, if something did. A database that was removed under its process takes
 * every write, and loses it; one that was cut off ends the process that reads on.
 */
export function createSameFile(path: string): () => string | undefined {
  const first = statSync(path);
  let { size } = first;
  return () => {
    const now = statSync(path, { throwIfNoEntry: false });
    if (!now) return 'it was removed';
    if (now.ino !== first.ino || now.dev !== first.dev) return 'another one was put in its place';
    if (now.size < size) return 'it was cut off';
    ({ size } = now);
    return undefined;
  };
}
