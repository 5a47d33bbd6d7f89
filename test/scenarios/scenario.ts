import { readFileSync } from 'node:fs';
import path from 'node:path';
import { useEnvoyLog } from '@xdsim/testkit';
import { parseMeshConfig } from '@xdsim/translator';

export type Protocol = 'sotw' | 'delta';

/** Starts what a scenario needs; all of it ends, the last first, when the scenario does. */
export type Use = <T extends AsyncDisposable>(starting: Promise<T>) => Promise<T>;

/** A folder of `examples/`. */
export const example = (name: string): string => path.join(import.meta.dirname, '../../examples', name);

const meshConfig = (file: string) => ({ mesh: parseMeshConfig(readFileSync(example(file)), { file }).mesh });

/** How to translate where only known hosts may be reached. */
export const registryOnly = meshConfig('registry-only.yaml');

/** How to translate where Envoy tells of each request. */
export const withAccessLog = meshConfig('access-log.yaml');

/**
 * A story of `examples/`, told on both protocols. What it needs is started once for each and shared by its tests, which run
 * in order.
 */
export function scenario<T>(
  title: string,
  start: (protocol: Protocol, use: Use) => Promise<T>,
  tell: (given: () => T) => void,
): void {
  for (const protocol of ['sotw', 'delta'] as const) {
    describe(`${title} (${protocol})`, () => {
      useEnvoyLog();
      const started: AsyncDisposable[] = [];
      let given: T | undefined;
      const use: Use = async (starting) => {
        const one = await starting;
        started.unshift(one);
        return one;
      };
      before(async () => {
        given = await start(protocol, use);
      });
      after(async () => {
        const ends = [];
        // All of them end, whatever becomes of the others.
        for (const one of started.splice(0))
          ends.push(await Promise.allSettled([one[Symbol.asyncDispose]()]));
        for (const [end] of ends) if (end.status === 'rejected') throw end.reason;
      });
      tell(() => {
        if (given === undefined) throw new Error('the scenario has not started');
        return given;
      });
    });
  }
}
