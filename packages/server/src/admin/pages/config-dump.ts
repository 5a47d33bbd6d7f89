import { toJson, type Resource, type ResourceSet } from '@xdsim/envoy';
import type { AdminState } from '../admin-state.js';
import { json, text, type Answer } from '../http/answer.js';
import { isSet } from '../http/request.js';
import { findProxy } from './find-proxy.js';
import { redact } from './redact.js';

/** What a proxy is given, in the form of Envoy's own page of that name: `?proxyID=` is its node id, or NAME[.NAMESPACE]. */
export function configDump({ proxies, resourcesFor }: AdminState, query: URLSearchParams): Answer {
  const wanted = query.get('proxyID');
  if (!wanted) return text(400, 'Say which proxy is meant: ?proxyID=ID\n');
  const found = findProxy(proxies(), wanted);
  if (found.length === 0)
    return text(404, `There is no proxy ${wanted}. /debug/syncz lists those that are.\n`);
  if (found.length > 1) return text(409, `${wanted} can be ${found.join(' or ')}\n`);
  const resources = resourcesFor(found[0]!);
  const configs = resources ? dump(resources) : [];
  return json(200, { configs: redact(configs) }, isSet(query, 'pretty'));
}

const adminType = (name: string): string => `type.googleapis.com/envoy.admin.v3.${name}`;

/** Envoy's pages have a message with its type. */
const typed = (resource: Resource): object => ({ '@type': resource.typeUrl, ...toJson(resource) });

function dump({ clusters, endpoints, listeners, routes }: ResourceSet): readonly object[] {
  return [
    {
      '@type': adminType('ClustersConfigDump'),
      dynamic_active_clusters: [...clusters.values()].map((one) => ({
        version_info: one.version,
        cluster: typed(one),
      })),
    },
    {
      '@type': adminType('ListenersConfigDump'),
      dynamic_listeners: [...listeners.values()].map((one) => ({
        name: one.name,
        active_state: { version_info: one.version, listener: typed(one) },
      })),
    },
    {
      '@type': adminType('RoutesConfigDump'),
      dynamic_route_configs: [...routes.values()].map((one) => ({
        version_info: one.version,
        route_config: typed(one),
      })),
    },
    {
      '@type': adminType('EndpointsConfigDump'),
      dynamic_endpoint_configs: [...endpoints.values()].map((one) => ({
        version_info: one.version,
        endpoint_config: typed(one),
      })),
    },
  ];
}
