import { join } from 'node:path';

/** Where the cache folder keeps the Envoy of a version, and the note beside it. */
export function cachedEnvoy(
  cache: string,
  version: string,
): { folder: string; binary: string; note: string } {
  const folder = join(cache, 'envoy', `${version}-${process.platform}-${process.arch}`);
  return {
    folder,
    binary: join(folder, process.platform === 'win32' ? 'envoy.exe' : 'envoy'),
    note: join(folder, 'envoy.json'),
  };
}
