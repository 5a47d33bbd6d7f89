import { parse } from '@xdsim/api';
import { createRegistry } from '@xdsim/registry';
import { serviceEntries } from './objects.js';

export interface Load {
  readonly objects: number;
  readonly endpoints: number;
  readonly megabytes: number;
  /** Milliseconds. Parsing includes validation. */
  readonly parse: number;
  readonly apply: number;
}

/** Parses, validates and applies objects of one YAML text. */
export function load(objects: number, endpoints: number): Load {
  const text = serviceEntries(objects, endpoints);
  const registry = createRegistry();
  const start = performance.now();
  const parsed = parse(text, { file: 'bench.yaml' });
  const middle = performance.now();
  registry.apply(parsed.objects);
  const end = performance.now();
  const { length } = registry.snapshot().services.services;
  if (length !== objects) throw new Error(`${length} of ${objects} services came about`);
  return {
    objects,
    endpoints,
    megabytes: Buffer.byteLength(text) / 1e6,
    parse: middle - start,
    apply: end - middle,
  };
}
