import type { Registry } from '@xdsim/registry';
import { skip } from 'rxjs';
import type { EventLog } from './event-log.js';

/** Generations whose time is remembered; an acknowledgement that is later than so many changes has no time. */
const REMEMBERED = 1000;

/** Knows when each change was made, and by whom. */
export interface ChangeLog {
  /** The registry as one source sees it: changes that it makes are told under its name, or their owner's. */
  attribute(source: string): Registry;
  /** When the generation was made, on the clock of `performance.now()`; now, for one that is not remembered. */
  madeAt(generation: number): number;
  /** Whether the change under way was asked for by a call, of the API or of a program, and not found in a source. */
  readonly isCall: boolean;
  close(): void;
}

/** Changes that are made on the registry itself, by the program that embeds the server, are its `library`'s. */
export function createChangeLog(registry: Registry, log: EventLog): ChangeLog {
  const times = new Map<number, number>();
  let author = 'library';

  // The first is the state at subscription, which is no change.
  const subscription = registry.changes$.pipe(skip(1)).subscribe(({ generation, changed }) => {
    times.set(generation, performance.now());
    times.delete(generation - REMEMBERED);
    log.emit({ kind: 'applied', source: author, generation, changed });
  });

  /** The registry tells of a change before the call that makes it returns. */
  function as<T>(name: string, change: () => T): T {
    const before = author;
    author = name;
    try {
      return change();
    } finally {
      author = before;
    }
  }

  return {
    attribute: (source) => ({
      ...registry,
      apply: (objects, options) => as(source, () => registry.apply(objects, options)),
      replace: (owner, objects) => as(owner, () => registry.replace(owner, objects)),
      delete: (key) => as(source, () => registry.delete(key)),
    }),
    get isCall() {
      return author === 'api' || author === 'library';
    },
    madeAt: (generation) => times.get(generation) ?? performance.now(),
    close: () => subscription.unsubscribe(),
  };
}
