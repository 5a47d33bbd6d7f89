import type { DnsCacheConfig, Filter, HttpConnectionManager, HttpFilter } from '@xdsim/envoy';
import type { Protocol } from '@xdsim/registry';
import { dnsCache } from '../clusters/dynamic-forward.js';
import type { Context } from '../context.js';
import { accessLog } from './access-log.js';

/** What an HTTP connection manager needs to know of the services behind it. */
export interface HttpChain {
  readonly routeName: string;
  /** Of the first service, which decides about gRPC-Web (Istio). */
  readonly protocol: Protocol;
  /** A generic proxy is asked for whole URLs. */
  readonly allowAbsoluteUrl?: boolean;
  /** Of a service that is resolved as it is asked for. */
  readonly dnsCache?: DnsCacheConfig;
}

/** Istio: paths are made canonical as far as RFC 3986 goes, unless the mesh says how. */
function normalization({ mesh }: Context): Partial<HttpConnectionManager> {
  const how = mesh.pathNormalization.normalization ?? 'DEFAULT';
  const decodes = how === 'DECODE_AND_MERGE_SLASHES';
  return {
    normalize_path: how !== 'NONE',
    ...(decodes || how === 'MERGE_SLASHES' ? { merge_slashes: true } : {}),
    path_with_escaped_slashes_action: decodes ? 'UNESCAPE_AND_FORWARD' : 'KEEP_UNCHANGED',
  };
}

function http1Options({ proxy }: Context, { allowAbsoluteUrl }: HttpChain): Partial<HttpConnectionManager> {
  if (!proxy.http10 && !allowAbsoluteUrl) return {};
  return {
    http_protocol_options: {
      ...(allowAbsoluteUrl ? { allow_absolute_url: true } : {}),
      ...(proxy.http10 ? { accept_http_10: true } : {}),
    },
  };
}

/** Where hosts are resolved that requests are forwarded to by name, if they are. */
function forwardingCache(context: Context, { dnsCache: own }: HttpChain): DnsCacheConfig | undefined {
  const unknown = context.scope.outboundTrafficPolicy.mode === 'ALLOW_ANY_DYNAMIC_DNS';
  return own ?? (context.interception === 'none' || unknown ? dnsCache(context) : undefined);
}

function httpFilters(context: Context, chain: HttpChain): HttpFilter[] {
  const filters: HttpFilter[] = [];
  if (chain.protocol === 'GRPC-Web') {
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
  const cache = forwardingCache(context, chain);
  if (cache) {
    filters.push({
      name: 'envoy.filters.http.dynamic_forward_proxy',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.filters.http.dynamic_forward_proxy.v3.FilterConfig',
        dns_cache_config: cache,
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
export const httpConnectionManager = (context: Context, listenerName: string, chain: HttpChain): Filter => ({
  name: 'envoy.filters.network.http_connection_manager',
  typed_config: {
    '@type':
      'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
    stat_prefix: `outbound_${listenerName};`,
    rds: {
      route_config_name: chain.routeName,
      config_source: { ads: {}, initial_fetch_timeout: '0s', resource_api_version: 'V3' },
    },
    http_filters: httpFilters(context, chain),
    ...accessLog(context),
    use_remote_address: false,
    ...normalization(context),
    ...http1Options(context, chain),
    ...(context.proxy.idleTimeout
      ? { common_http_protocol_options: { idle_timeout: context.proxy.idleTimeout } }
      : {}),
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
