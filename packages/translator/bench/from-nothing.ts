import { createProxy, translate } from '@xdsim/translator';
import { mesh } from './mesh.js';

export interface FromNothing {
  /** Milliseconds, the code being warm. */
  readonly time: number;
  /** Megabytes that the translation keeps, its encoded resources included. */
  readonly memory: number;
}

const ROUNDS = 7;

function memoryUsed(): number {
  if (!globalThis.gc) throw new Error('run node with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Translates and encodes everything for one proxy. */
export function fromNothing(services: number): FromNothing {
  const registry = mesh(services);
  const snapshot = registry.snapshot();
  const proxy = createProxy();
  const before = memoryUsed();
  let translation = translate(snapshot, proxy);
  const memory = (memoryUsed() - before) / 1e6;
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    translation = translate(snapshot, proxy);
    return performance.now() - start;
  });
  const { size } = translation.resources.endpoints;
  if (size !== services) throw new Error(`${size} of ${services} assignments came about`);
  return { time: times.sort((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN, memory };
}
