import { join } from 'node:path';
import { envoyVersion } from '../version.js';

/** Where the cache folder keeps the Envoy of the pinned version, and the note beside it. */
export function cachedEnvoy(cache: string): { folder: string; binary: string; note: string } {
  const folder = join(cache, 'envoy', `${envoyVersion}-${process.platform}-${process.arch}`);
  return {
    folder,
    binary: join(folder, process.platform === 'win32' ? 'envoy.exe' : 'envoy'),
    note: join(folder, 'envoy.json'),
  };
}
