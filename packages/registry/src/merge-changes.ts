import { keyOf } from '@xdsim/api';
import type { Change } from './registry.js';
import { serviceKeyOf } from './services/service-key.js';

const distinct = <T>(items: readonly T[], id: (item: T) => string): readonly T[] => [
  ...new Map(items.map((item) => [id(item), item])).values(),
];

/** One change that takes the registry as far as several that follow each other. */
export function mergeChanges(before: Change, after: Change): Change {
  return {
    since: before.since,
    generation: after.generation,
    changed: distinct([...before.changed, ...after.changed], keyOf),
    services: distinct([...before.services, ...after.services], serviceKeyOf),
    isRoutine: before.isRoutine && after.isRoutine,
  };
}
