import type { AnyObject } from '@xdsim/api';
import { resourceTypes } from '@xdsim/envoy';
import type { AdminState } from '../admin-state.js';
import { json, type Answer } from '../http/answer.js';
import { isSet } from '../http/request.js';
import { findProxy } from './find-proxy.js';

/** Secrets are the server's own. */
const madeOfObjects = resourceTypes.filter((type) => type !== 'secrets');

/** Which objects made each resource of a proxy, by type and name; xdsim's own, as Envoy's dumps have no room for it. */
export function provenance(
  { proxies, resourcesFor, provenanceFor }: AdminState,
  query: URLSearchParams,
): Answer {
  const found = findProxy(proxies(), query.get('proxyID'));
  if (found.failure) return found.failure;
  const resources = resourcesFor(found.id);
  const sources = provenanceFor(found.id);
  const all = madeOfObjects.map((type) => {
    const names = [...(resources?.[type].keys() ?? [])];
    const entries = names.map((name) => [name, (sources?.get(`${type}/${name}`) ?? []).map(reference)]);
    return [type, Object.fromEntries(entries)];
  });
  return json(200, Object.fromEntries(all), isSet(query, 'pretty'));
}

function reference({ kind, metadata: { namespace, name }, spec, origin }: AnyObject): object {
  return {
    kind,
    namespace,
    name,
    // What tells the virtual hosts of one route configuration apart.
    ...(kind === 'VirtualService' && 'hosts' in spec && { hosts: spec.hosts }),
    ...(origin && { file: origin.file, line: origin.line }),
  };
}
