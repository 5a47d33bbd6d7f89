import { parse } from '@xdsim/api';
import { createRegistry } from '@xdsim/registry';
import { serviceEntries } from './objects.js';

function heapUsed(): number {
  if (!globalThis.gc) throw new Error('run node with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

/** Bytes that the registry needs for an object without endpoints, beside those of the parsed object. */
export function bytesPerObject(count: number): number {
  const { objects } = parse(serviceEntries(count, 0), { file: 'bench.yaml' });
  const registry = createRegistry();
  const before = heapUsed();
  registry.apply(objects);
  const { services } = registry.snapshot().services;
  const after = heapUsed();
  if (services.length !== objects.length) throw new Error('not all services came about');
  return (after - before) / count;
}
