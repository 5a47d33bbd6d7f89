import { existsSync } from 'node:fs';
import { envoyVersion } from '../version.js';
import { cachedEnvoy } from './cached-envoy.js';
import type { FindWay } from './envoy-found.js';
import { envoyVersionOf } from './envoy-version-of.js';

/** What an earlier download left. */
export const wayCache: FindWay = {
  name: 'cache folder',
  async find({ env, cache }) {
    const path = cachedEnvoy(cache).binary;
    if (!existsSync(path)) return { reason: `${path} does not exist` };
    const seen = await envoyVersionOf(path, { env });
    if ('reason' in seen) return seen;
    if (seen.version !== envoyVersion) return { reason: `${path} is ${seen.version}, not ${envoyVersion}` };
    return { path, from: 'cache', ...seen };
  },
};
