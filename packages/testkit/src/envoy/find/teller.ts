import type { EnvoyProgress } from './envoy-found.js';

/** Tells each step once, and not how far it is. */
export function createTeller(
  write: (text: string) => unknown = (text) => process.stderr.write(text),
): (progress: EnvoyProgress) => void {
  let told: string | undefined;
  return ({ message }) => {
    if (message === told) return;
    told = message;
    write(`@xdsim/testkit: ${message}\n`);
  };
}
