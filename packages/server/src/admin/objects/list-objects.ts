import { parseFieldSelector, parseLabelSelector, type Registry } from '@xdsim/registry';
import type { ObjectMeta } from '@xdsim/api';
import { json, type Answer } from '../http/answer.js';
import type { AdminRequest } from '../http/request.js';
import { badRequest } from './failure.js';
import { present } from './present.js';
import type { Collection } from './target.js';

/** The objects of a kind that the selectors select. */
// Kubernetes: `limit` is the client's wish, and a server may give all at once.
export function listObjects({ query }: AdminRequest, registry: Registry, of: Collection): Answer {
  const labels = parseLabelSelector(query.get('labelSelector') ?? '');
  if (labels.error) return badRequest(`labelSelector: ${labels.error.message}`);
  const fields = parseFieldSelector(query.get('fieldSelector') ?? '');
  if (fields.error) return badRequest(`fieldSelector: ${fields.error.message}`);
  const { resource, namespace } = of;
  const snapshot = registry.snapshot();
  const selection = { labels: labels.selector, fields: fields.selector };
  const found = snapshot.list(resource.kind, { namespace, ...selection });
  return json(200, {
    kind: `${resource.kind}List`,
    apiVersion: resource.apiVersion,
    metadata: { resourceVersion: String(snapshot.generation) },
    items: found
      .toSorted((a, b) => byKey(a.metadata, b.metadata))
      .map((object) => present(object, registry, resource.apiVersion)),
  });
}

/** Kubernetes: a list is in the order of its keys. */
const byKey = (a: ObjectMeta, b: ObjectMeta): number =>
  compare(a.namespace, b.namespace) || compare(a.name, b.name);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
