import type { FindWay } from './envoy-found.js';
import { envoyVersionOf } from './envoy-version-of.js';
import { findProgram } from './find-program.js';

/** An installed Envoy, of any version. */
export const wayPath: FindWay = {
  name: () => 'envoy on PATH',
  async find({ env }) {
    const path = findProgram('envoy', env);
    if (!path) return { reason: 'none' };
    const seen = await envoyVersionOf(path, { env });
    return 'reason' in seen ? seen : { path, from: 'PATH', ...seen };
  },
};
