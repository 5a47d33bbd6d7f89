import type { Bootstrap } from '@xdsim/envoy';

const options = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions' as const;

/** The same bootstrap, with an Envoy that notices within two seconds that its server is out of reach. */
export function impatient(bootstrap: Bootstrap): Bootstrap {
  const clusters = bootstrap.static_resources?.clusters?.map((cluster) => ({
    ...cluster,
    typed_extension_protocol_options: {
      [options]: {
        '@type': `type.googleapis.com/${options}` as const,
        explicit_http_config: {
          http2_protocol_options: { connection_keepalive: { interval: '1s', timeout: '1s' } },
        },
      },
    },
  }));
  return { ...bootstrap, static_resources: { ...bootstrap.static_resources, ...(clusters && { clusters }) } };
}
