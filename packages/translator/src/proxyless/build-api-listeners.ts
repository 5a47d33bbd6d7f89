import type { HttpConnectionManager, TypedMessage } from '@xdsim/envoy';
import { clusterName } from '../clusters/cluster-name.js';
import type { Context } from '../context.js';
import { addressFor } from '../proxy/ip-family.js';
import { portNumbers } from '../scope/imported-service.js';
import { listenerNames } from './listener-names.js';

/** What gRPC understands of an HTTP connection manager. */
const connectionManager = (routeName: string): TypedMessage & HttpConnectionManager => ({
  '@type':
    'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
  rds: { route_config_name: routeName, config_source: { ads: {}, resource_api_version: 'V3' } },
  http_filters: [
    {
      name: 'envoy.filters.http.fault',
      typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.fault.v3.HTTPFault' },
    },
    {
      name: 'envoy.filters.http.router',
      typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router' },
    },
  ],
});

/** The listeners of a host, which nobody binds: a client's target is the name of one. Istio: whatever the port speaks. */
export function buildApiListeners(context: Context, host: string): void {
  const { proxy, scope } = context;
  const imported = scope.service(host);
  if (!imported) return;
  const { service } = imported;
  for (const number of portNumbers(imported)) {
    const api_listener = connectionManager(clusterName(number, host));
    const address = { socket_address: { address: addressFor(proxy, service), port_value: number } };
    for (const name of listenerNames(context, host, number)) {
      context.emit('listeners', { name, address, api_listener: { api_listener } }, [service.source]);
    }
  }
}
