import type { AnyObject, DestinationRule, ServiceEntry } from '@xdsim/api';
import type { Change, Registry } from '@xdsim/registry';
import { createProxy, createTranslator } from '@xdsim/translator';
import type { Translator } from '@xdsim/translator';
import { divided, limited, mesh, moved } from './mesh.js';

const ROUNDS = 100;

/** What is changed, one object a round. */
export type Kind = 'endpoint' | 'limit' | 'subset';

interface Followed {
  readonly registry: Registry;
  readonly translator: Translator;
  readonly entries: readonly ServiceEntry[];
  readonly rules: readonly DestinationRule[];
  last: Change | undefined;
}

function follow(services: number): Followed {
  const registry = mesh(services);
  const translator = createTranslator(createProxy());
  translator.update(registry.snapshot());
  const { list } = registry.snapshot();
  const followed: Followed = {
    registry,
    translator,
    entries: list('ServiceEntry'),
    rules: list('DestinationRule'),
    last: undefined,
  };
  registry.changes$.subscribe((change) => (followed.last = change));
  return followed;
}

function nth<T>(items: readonly T[], round: number): T {
  const item = items.at((round * 7919) % items.length);
  if (item === undefined) throw new Error('there are no objects');
  return item;
}

const changes: Readonly<Record<Kind, (followed: Followed, round: number) => AnyObject>> = {
  endpoint: ({ entries }, round) => moved(nth(entries, round), round),
  limit: ({ rules }, round) => limited(nth(rules, round), round),
  subset: ({ rules }, round) => divided(nth(rules, round), round),
};

/** Milliseconds from a changed object to the changed resources, encoded. */
function timeOf(followed: Followed, kind: Kind, round: number): number {
  const { registry, translator } = followed;
  const object = changes[kind](followed, round);
  const start = performance.now();
  registry.apply([object]);
  const { delta } = translator.update(registry.snapshot(), followed.last);
  const time = performance.now() - start;
  const touched = [...delta.clusters.upserted, ...delta.endpoints.upserted];
  if (touched.length === 0 || delta.routes.upserted.length > 0) throw new Error('something else changed');
  return time;
}

const median = (times: number[]): number => times.sort((a, b) => a - b)[times.length >> 1] ?? Number.NaN;

/**
 * The median time of a change to each mesh. The meshes take turns, for the machine has other things to do, now more and now
 * less, and all are to suffer the same.
 */
export function oneChange(sizes: readonly number[]): Readonly<Record<Kind, readonly number[]>> {
  const all = sizes.map(follow);
  const measure = (kind: Kind): readonly number[] => {
    const times = all.map((): number[] => []);
    for (let round = 0; round < 2 * ROUNDS; round++) {
      for (const [i, followed] of all.entries()) {
        const time = timeOf(followed, kind, round);
        if (round >= ROUNDS) times[i]?.push(time);
      }
    }
    return times.map(median);
  };
  return { endpoint: measure('endpoint'), limit: measure('limit'), subset: measure('subset') };
}
