import type { FoundEnvoy } from './envoy-found.js';
import { installEnvoy } from './install-envoy.js';

let found: Promise<FoundEnvoy> | undefined;

/**
 * The Envoy that `startEnvoy` runs: see `installEnvoy`, which this calls once per process.
 *
 * @throws EnvoyNotFoundError when there is none to be had; the next call tries again
 */
export function findEnvoy(): Promise<FoundEnvoy> {
  found ??= installEnvoy().catch((error: unknown) => {
    found = undefined;
    throw error;
  });
  return found;
}
