import type { Bootstrap } from '@xdsim/envoy';

/** A bootstrap whose listener `http`, on any port, sends everything to one backend. */
export function staticBootstrap(backend: { readonly host: string; readonly port: number }): Bootstrap {
  return {
    node: { id: 'static-1', cluster: 'static' },
    static_resources: {
      listeners: [
        {
          name: 'http',
          address: { socket_address: { address: '0.0.0.0', port_value: 0 } },
          filter_chains: [
            {
              filters: [
                {
                  name: 'envoy.filters.network.http_connection_manager',
                  typed_config: {
                    '@type':
                      'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
                    stat_prefix: 'http',
                    route_config: {
                      virtual_hosts: [
                        {
                          name: 'all',
                          domains: ['*'],
                          routes: [{ match: { prefix: '/' }, route: { cluster: 'backend' } }],
                        },
                      ],
                    },
                    http_filters: [
                      {
                        name: 'envoy.filters.http.router',
                        typed_config: {
                          '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router',
                        },
                      },
                    ],
                  },
                },
              ],
            },
          ],
        },
      ],
      clusters: [
        {
          name: 'backend',
          type: 'STATIC',
          connect_timeout: '1s',
          load_assignment: {
            cluster_name: 'backend',
            endpoints: [
              {
                locality: { region: 'r', zone: 'z' },
                lb_endpoints: [
                  {
                    endpoint: {
                      address: { socket_address: { address: backend.host, port_value: backend.port } },
                    },
                    load_balancing_weight: 3,
                  },
                ],
              },
            ],
          },
        },
      ],
    },
  };
}
