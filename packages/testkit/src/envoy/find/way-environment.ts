import { resolve } from 'node:path';
import type { FindWay } from './envoy-found.js';
import { envoyVersionOf } from './envoy-version-of.js';

/** The Envoy that the user named. If it does not run, no other is taken in its place. */
export const wayEnvironment: FindWay = {
  name: () => '$ENVOY_BIN',
  async find({ env }) {
    if (!env['ENVOY_BIN']) return { reason: 'not set' };
    const path = resolve(env['ENVOY_BIN']);
    const seen = await envoyVersionOf(path, { env });
    return 'reason' in seen ? { reason: seen.reason, final: true } : { path, from: 'ENVOY_BIN', ...seen };
  },
};
