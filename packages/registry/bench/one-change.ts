import { parse } from '@xdsim/api';
import type { ServiceEntry } from '@xdsim/api';
import { createRegistry } from '@xdsim/registry';
import type { Registry, RegistrySnapshot } from '@xdsim/registry';
import { serviceEntries } from './objects.js';

const CHANGES = 4000;

export interface OneChange {
  readonly services: number;
  /** Milliseconds: apply, snapshot, and the service with its endpoints found in the index. */
  readonly change: number;
  /** The same, and all services and all objects of the kind as arrays, as a translation reads them. */
  readonly changeAndLists: number;
}

function filled(services: number): Registry {
  const registry = createRegistry();
  const { objects } = parse(serviceEntries(services, 10), { file: 'bench.yaml' });
  if (objects.length !== services) throw new Error(`${objects.length} of ${services} objects are valid`);
  registry.apply(objects);
  return registry;
}

/** The same object with one endpoint elsewhere. */
function moved(object: ServiceEntry, round: number): ServiceEntry {
  const [first, ...others] = object.spec.endpoints ?? [];
  const address = `10.200.${(round >> 8) & 255}.${round & 255}`;
  return { ...object, spec: { ...object.spec, endpoints: [{ ...first, address }, ...others] } };
}

function lookUp({ services }: RegistrySnapshot, { metadata, spec }: ServiceEntry): number {
  const [service] = services.of(metadata.namespace, spec.hosts[0] ?? '');
  return service ? services.endpoints(service).length : 0;
}

const readAll = (snapshot: RegistrySnapshot): number =>
  snapshot.services.services.length + snapshot.list('ServiceEntry').length;

type Use = (snapshot: RegistrySnapshot, object: ServiceEntry) => number;

/** Milliseconds that one change takes. */
function timeOf(registry: Registry, objects: readonly ServiceEntry[], round: number, use: Use): number {
  const present = objects.at((round * 7919) % objects.length);
  if (!present) throw new Error('there are no objects');
  const object = moved(present, round);
  const start = performance.now();
  registry.apply([object]);
  const found = use(registry.snapshot(), object);
  const time = performance.now() - start;
  if (found < 10) throw new Error('the changed service is not in the index');
  return time;
}

/**
 * The median time of a change to each registry. The registries take turns, and the median is taken, for the machine has
 * other things to do, now more and now less, and all registries are to suffer the same.
 */
function medianChanges(registries: readonly Registry[], use: Use): readonly number[] {
  const all = registries.map((registry) => ({
    registry,
    objects: registry.snapshot().list('ServiceEntry'),
    times: [] as number[],
  }));
  for (let round = 0; round < CHANGES; round++) {
    for (const { registry, objects, times } of all) times.push(timeOf(registry, objects, round, use));
  }
  return all.map(({ times }) => times.sort((a, b) => a - b).at(CHANGES / 2) ?? Number.NaN);
}

/** One change on top of each number of services, after a first round to warm up. */
export function oneChange(counts: readonly number[]): readonly OneChange[] {
  const registries = counts.map(filled);
  const withLists: Use = (s, o) => lookUp(s, o) + readAll(s);
  medianChanges(registries, withLists);
  const change = medianChanges(registries, lookUp);
  const changeAndLists = medianChanges(registries, withLists);
  return counts.map((services, i) => ({
    services,
    change: change[i] ?? Number.NaN,
    changeAndLists: changeAndLists[i] ?? Number.NaN,
  }));
}
