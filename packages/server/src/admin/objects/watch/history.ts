import { keyOf, type AnyObject, type ObjectKey } from '@xdsim/api';
import type { Change, Registry } from '@xdsim/registry';
import { concat, from, Observable, Subject } from 'rxjs';

/** What one change made of one object; one that came has no `before`, one that went no `after`. */
export interface ObjectChange {
  readonly key: ObjectKey;
  readonly before: AnyObject | undefined;
  readonly after: AnyObject | undefined;
  /** Where `after` comes from, if from a file. */
  readonly owner: string | undefined;
}

/** What a generation made of the objects. */
export interface Step {
  readonly generation: number;
  readonly changes: readonly ObjectChange[];
}

/** The last changes of the objects, for those who watch them and were away. */
export interface History {
  /** What came after a generation, and then what comes; undefined when some of it is forgotten, or it is yet to be. */
  since(generation: number): Observable<Step> | undefined;
  close(): void;
}

/** Changes of objects that are remembered. Whoever was away for longer asks for the list again. */
const REMEMBERED = 1000;

export function createHistory(
  registry: Pick<Registry, 'changes$' | 'ownerOf' | 'snapshot'>,
  remembered = REMEMBERED,
): History {
  const come = new Subject<Step>();
  let last = registry.snapshot();
  /** All that is left of the steps begins after this generation. */
  let forgotten = last.generation;
  const steps: Step[] = [];
  let size = 0;

  function toStep({ generation, changed }: Change): Step {
    const snapshot = registry.snapshot();
    const keys = new Map(changed.map((key) => [keyOf(key), key]));
    const changes = [...keys.values()].map((key) => ({
      key,
      before: last.get(key.kind, key.namespace, key.name),
      after: snapshot.get(key.kind, key.namespace, key.name),
      owner: registry.ownerOf(key),
    }));
    last = snapshot;
    return { generation, changes };
  }

  const subscription = registry.changes$.subscribe((change) => {
    // The first one is the state at subscription.
    if (change.generation <= last.generation) return;
    const step = toStep(change);
    steps.push(step);
    size += step.changes.length;
    while (size > remembered) {
      const oldest = steps.shift()!;
      size -= oldest.changes.length;
      forgotten = oldest.generation;
    }
    come.next(step);
  });

  return {
    since(generation) {
      if (generation < forgotten || generation > last.generation) return undefined;
      return new Observable((subscriber) =>
        concat(from(steps.filter((step) => step.generation > generation)), come).subscribe(subscriber),
      );
    },
    close() {
      subscription.unsubscribe();
      come.complete();
    },
  };
}
