import { fieldsMatch, labelsMatch } from '@xdsim/registry';
import type { AnyObject } from '@xdsim/api';
import { present } from '../present.js';
import type { Selection } from '../selection.js';
import type { Collection } from '../target.js';
import type { Step } from './history.js';

/** What watchers are told of. */
export interface Watched extends Collection {
  readonly selection: Selection;
}

/** A line of a watch. */
export interface Event {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  readonly object: object;
}

/** What a step is to somebody who watches some objects. Kubernetes: what is no longer selected is as good as deleted. */
export function eventsOf({ generation, changes }: Step, watched: Watched): readonly Event[] {
  return changes.flatMap(({ key, before, after, owner }): readonly Event[] => {
    if (key.kind !== watched.resource.kind) return [];
    const was = isSelected(before, watched);
    const is = isSelected(after, watched);
    const object = is ? after! : before!;
    if (!was && !is) return [];
    const at = { ownerOf: () => (is ? owner : undefined), versionOf: () => String(generation) };
    const type = !is ? 'DELETED' : was ? 'MODIFIED' : 'ADDED';
    return [{ type, object: present(object, at, watched.resource.apiVersion) }];
  });
}

function isSelected(object: AnyObject | undefined, { namespace, selection }: Watched): boolean {
  if (object === undefined) return false;
  const { metadata } = object;
  return (
    (namespace === undefined || namespace === metadata.namespace) &&
    fieldsMatch(selection.fields, metadata) &&
    labelsMatch(selection.labels, metadata.labels)
  );
}

/** How far a watch is; the last one of those that were there already says so. */
export function bookmark({ resource }: Collection, generation: number, endsInitial = false): Event {
  const { kind, apiVersion } = resource;
  const metadata = {
    creationTimestamp: null,
    resourceVersion: String(generation),
    ...(endsInitial && { annotations: { 'k8s.io/initial-events-end': 'true' } }),
  };
  return { type: 'BOOKMARK', object: { kind, apiVersion, metadata } };
}
