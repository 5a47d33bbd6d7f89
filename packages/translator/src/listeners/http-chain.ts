import type { Filter, HttpFilter } from '@xdsim/envoy';
import type { Protocol } from '@xdsim/registry';
import { dnsCache } from '../clusters/dynamic-forward.js';
import type { Context } from '../context.js';

/** What an HTTP connection manager needs to know of the services behind it. */
export interface HttpChain {
  readonly routeName: string;
  /** Of the first service, which decides about gRPC-Web (Istio). */
  readonly protocol: Protocol;
}

function httpFilters(context: Context, protocol: Protocol): HttpFilter[] {
  const filters: HttpFilter[] = [];
  if (protocol === 'GRPC-Web') {
    filters.push({
      name: 'envoy.filters.http.grpc_web',
      typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.grpc_web.v3.GrpcWeb' },
    });
  }
  filters.push(
    {
      name: 'envoy.filters.http.fault',
      typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.fault.v3.HTTPFault' },
    },
    {
      name: 'envoy.filters.http.cors',
      typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors' },
    },
  );
  if (context.interception === 'none') {
    filters.push({
      name: 'envoy.filters.http.dynamic_forward_proxy',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.filters.http.dynamic_forward_proxy.v3.FilterConfig',
        dns_cache_config: dnsCache(context),
      },
    });
  }
  filters.push({
    name: 'envoy.filters.http.router',
    typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router' },
  });
  return filters;
}

/** The connection manager of an outbound HTTP port; its routes come by RDS. */
export const httpConnectionManager = (
  context: Context,
  listenerName: string,
  { routeName, protocol }: HttpChain,
): Filter => ({
  name: 'envoy.filters.network.http_connection_manager',
  typed_config: {
    '@type':
      'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
    stat_prefix: `outbound_${listenerName};`,
    rds: {
      route_config_name: routeName,
      config_source: { ads: {}, initial_fetch_timeout: '0s', resource_api_version: 'V3' },
    },
    http_filters: httpFilters(context, protocol),
    use_remote_address: false,
    normalize_path: true,
    path_with_escaped_slashes_action: 'KEEP_UNCHANGED',
    upgrade_configs: [{ upgrade_type: 'websocket' }],
    stream_idle_timeout: '0s',
    proxy_100_continue: true,
    request_id_extension: {
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.request_id.uuid.v3.UuidRequestIdConfig',
        use_request_id_for_trace_sampling: true,
      },
    },
  },
});
