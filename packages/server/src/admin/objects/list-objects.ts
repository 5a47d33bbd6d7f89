import type { Registry } from '@xdsim/registry';
import { json, type Answer } from '../http/answer.js';
import type { AdminRequest } from '../http/request.js';
import { nextPage, readPage } from './page.js';
import { presentList } from './present.js';
import { readVersion, unavailable } from './read-version.js';
import { readSelection } from './selection.js';
import { byKey, sortedObjects } from './sorted-objects.js';
import type { Collection } from './target.js';

/** The objects of a kind that the selectors select; of more than `limit` the first ones, and where to go on. */
export function listObjects({ query }: AdminRequest, registry: Registry, of: Collection): Answer {
  const selection = readSelection(query);
  if (selection.failure) return selection.failure;
  const version = readVersion(query);
  if (version.failure) return version.failure;
  const page = readPage(query);
  if (page.failure) return page.failure;
  const { limit, after } = page;
  const snapshot = registry.snapshot();
  const tooOld = unavailable(version, snapshot.generation);
  if (tooOld) return tooOld;
  const all = sortedObjects(snapshot, of, selection);
  const rest = after ? all.filter(({ metadata }) => byKey(metadata, after) > 0) : all;
  const items = rest.slice(0, limit);
  // Who watches from the first page on is told of what changed while the other pages were fetched.
  const generation = after?.generation ?? snapshot.generation;
  const isWhole = items.length === rest.length;
  const isSelected = selection.labels.length + selection.fields.length > 0;
  const metadata = {
    resourceVersion: String(generation),
    ...(!isWhole && { continue: nextPage(generation, items.at(-1)!.metadata) }),
    // Kubernetes does not count what it would have to select first.
    ...(!isWhole && !isSelected && { remainingItemCount: rest.length - items.length }),
  };
  return json(200, presentList(items, registry, of, metadata));
}
