import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The one folder that the testkit writes to: `$XDSIM_CACHE`; else `.cache` at the root of xdsim's own clone when
 * running from it; else `xdsim` in the user's cache folder. It need not exist.
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env['XDSIM_CACHE']) return resolve(env['XDSIM_CACHE']);
  const clone = cloneAbove(dirname(fileURLToPath(import.meta.url)));
  return clone ? join(clone, '.cache') : join(userCacheFolder(env), 'xdsim');
}

function cloneAbove(folder: string): string | undefined {
  if (isClone(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : cloneAbove(parent);
}

function isClone(packageFile: string): boolean {
  return existsSync(packageFile) && /"name":\s*"xdsim-monorepo"/.test(readFileSync(packageFile, 'utf8'));
}

function userCacheFolder(env: NodeJS.ProcessEnv): string {
  if (process.platform === 'win32') return env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  // XDG: a relative path is to be ignored.
  return env['XDG_CACHE_HOME']?.startsWith('/') ? env['XDG_CACHE_HOME'] : join(homedir(), '.cache');
}
