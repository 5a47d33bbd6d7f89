import { containerArguments } from '../container-arguments.js';
import type { FindContext, FindFailure, FindWay, FoundEnvoy } from './envoy-found.js';
import { envoyVersionOf } from './envoy-version-of.js';
import { findProgram } from './find-program.js';
import { runProgram } from './run-program.js';

const RUNTIMES = ['docker', 'podman'];
const imageOf = (version: string): string => `docker.io/envoyproxy/envoy:v${version}`;

/** Envoy's own image, run by docker or podman. */
export const wayContainer: FindWay = {
  name: (version) => `container image envoyproxy/envoy:v${version}`,
  async find(context) {
    const reasons: string[] = [];
    for (const name of RUNTIMES) {
      const runtime = findProgram(name, context.env);
      const result = runtime ? await prepare(runtime, context) : { reason: 'not found' };
      if (!('reason' in result)) return result;
      reasons.push(`${name}: ${result.reason}`);
    }
    return { reason: reasons.join('; ') };
  },
};

async function prepare(
  runtime: string,
  { env, version, onProgress }: FindContext,
): Promise<FoundEnvoy | FindFailure> {
  const image = imageOf(version);
  const present = await runProgram(runtime, ['image', 'inspect', image], { env, timeoutMs: 30_000 });
  if (!present.ok) {
    onProgress({ message: `pulling ${image} (${runtime})` });
    const pull = await runProgram(runtime, ['pull', '--quiet', image], { env, timeoutMs: 15 * 60_000 });
    if (!pull.ok) return { reason: pull.reason };
  }
  const seen = await envoyVersionOf(
    runtime,
    { env },
    containerArguments({ path: runtime, image }, ['--version']),
  );
  return 'reason' in seen ? seen : { path: runtime, from: 'container', image, ...seen };
}
