import type { FoundEnvoy } from './envoy-found.js';
import { installEnvoy } from './install-envoy.js';
import { createTeller } from './teller.js';

let found: Promise<FoundEnvoy> | undefined;

/**
 * The Envoy that `startEnvoy` runs: see `installEnvoy`, which this calls once per process. What takes long, a download, is told on
 * standard error, so that a test that runs out of its time meanwhile is understood.
 *
 * @throws EnvoyNotFoundError when there is none to be had; the next call tries again
 */
export function findEnvoy(): Promise<FoundEnvoy> {
  found ??= installEnvoy({ onProgress: createTeller() }).catch((error: unknown) => {
    found = undefined;
    throw error;
  });
  return found;
}
