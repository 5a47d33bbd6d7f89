import type { ListenerFilter } from '@xdsim/envoy';

/** Reads the SNI before a chain is chosen; the small buffer is Istio's. */
export const tlsInspector: ListenerFilter = {
  name: 'envoy.filters.listener.tls_inspector',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector',
    initial_read_buffer_size: 512,
  },
};

/** Finds out whether a connection speaks HTTP. */
export const httpInspector: ListenerFilter = {
  name: 'envoy.filters.listener.http_inspector',
  typed_config: {
    '@type': 'type.googleapis.com/envoy.extensions.filters.listener.http_inspector.v3.HttpInspector',
  },
};

/** What the HTTP inspector says of plain HTTP. */
export const PLAIN_HTTP = {
  transport_protocol: 'raw_buffer',
  application_protocols: ['http/1.1', 'h2c'],
};
