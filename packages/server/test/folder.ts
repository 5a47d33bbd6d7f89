import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder that is gone after the test. */
export interface Folder extends AsyncDisposable {
  readonly path: string;
  at(name: string): string;
  /** Makes folders on the way; returns the path. */
  write(name: string, text: string): Promise<string>;
}

export async function createFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), 'xdsim-server-'));
  const at = (name: string): string => join(path, name);
  return {
    path,
    at,
    async write(name, text) {
      await mkdir(dirname(at(name)), { recursive: true });
      await writeFile(at(name), text);
      return at(name);
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
