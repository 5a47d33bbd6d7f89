import { toJson, typeUrls, type Resource, type ResourceSet } from '@xdsim/envoy';
import type { ProxyStatus } from '../../proxies/proxy-status.js';
import type { AdminState } from '../admin-state.js';
import { json, type Answer } from '../http/answer.js';
import { isSet } from '../http/request.js';
import { findProxy } from './find-proxy.js';
import { redact } from './redact.js';

/** What a proxy is given, in the form of Envoy's own page of that name: `?proxyID=` is its node id, or NAME[.NAMESPACE]. */
export function configDump({ proxies, resourcesFor }: AdminState, query: URLSearchParams): Answer {
  const found = findProxy(proxies(), query.get('proxyID'));
  if (found.failure) return found.failure;
  const resources = resourcesFor(found.id);
  const same = proxies().filter(({ id }) => id === found.id);
  const configs = resources ? [...dump(resources), dumpSecrets(resources, same)] : [];
  return json(200, { configs: redact(configs) }, isSet(query, 'pretty'));
}

const adminType = (name: string): string => `type.googleapis.com/envoy.admin.v3.${name}`;

/** Envoy's pages have a message with its type. */
const typed = (resource: Resource): object => ({ '@type': resource.typeUrl, ...toJson(resource) });

/** Envoy: its dump has the secrets that it asked for; those that it waits for are warming, and empty. */
function dumpSecrets({ secrets }: ResourceSet, proxies: readonly ProxyStatus[]): object {
  const asked = proxies.flatMap(({ status }) => status.types.filter(({ type }) => type === 'secrets'));
  const isAsked = (name: string) => asked.some(({ wildcard, names }) => wildcard || names.has(name));
  const missing = new Set(proxies.flatMap(({ missingSecrets }) => missingSecrets));
  return {
    '@type': adminType('SecretsConfigDump'),
    dynamic_active_secrets: [...secrets.values()]
      .filter(({ name }) => isAsked(name) && !missing.has(name))
      .map((one) => ({ name: one.name, version_info: one.version, secret: typed(one) })),
    dynamic_warming_secrets: [...missing].map((name) => ({
      name,
      version_info: 'uninitialized',
      secret: { '@type': typeUrls.secrets, name },
    })),
  };
}

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
