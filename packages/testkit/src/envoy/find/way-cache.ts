import { existsSync } from 'node:fs';
import { cachedEnvoy } from './cached-envoy.js';
import type { FindWay } from './envoy-found.js';
import { envoyVersionOf } from './envoy-version-of.js';

/** What an earlier download left. */
export const wayCache: FindWay = {
  name: () => 'cache folder',
  async find({ env, cache, version }) {
    const path = cachedEnvoy(cache, version).binary;
    if (!existsSync(path)) return { reason: `${path} does not exist` };
    const seen = await envoyVersionOf(path, { env });
    if ('reason' in seen) return seen;
    if (seen.version !== version) return { reason: `${path} is ${seen.version}, not ${version}` };
    return { path, from: 'cache', ...seen };
  },
};
