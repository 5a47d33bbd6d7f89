import { isIP } from 'node:net';
import { printable } from '@xdsim/api';
import type { Labels } from '@xdsim/api';
import type { Bootstrap, Cluster, JsonObject, Locality, TypedMessage } from '@xdsim/envoy';
import type { Interception } from '@xdsim/translator';
import type { Protocol } from '@xdsim/xds';
import { parseAddress } from './address.js';

export interface BootstrapOptions {
  /** The node id; one proxy, one id. */
  readonly id: string;
  /** Where the server listens for proxies, as they reach it: `HOST:PORT`. */
  readonly xdsAddress: string;
  /** Where Envoy's own admin pages are to be; it has none unless given. */
  readonly adminAddress?: string;
  /** The namespace whose configuration applies; `default` unless given. */
  readonly namespace?: string;
  readonly labels?: Labels;
  readonly locality?: Locality;
  /** The addresses of the workload beside the proxy. */
  readonly ipAddresses?: readonly string[];
  /** How traffic reaches the proxy; the server's setting unless given. */
  readonly interception?: Interception;
  /** Interception `none`: added to each service port to get the port that is bound; the server's setting unless given. */
  readonly portOffset?: number;
  /** `sotw` unless given. */
  readonly protocol?: Protocol;
  /** The node's service cluster, which some filters and statistics show; the id unless given. */
  readonly cluster?: string;
  /** Further node metadata, Istio's or your own. */
  readonly metadata?: JsonObject;
  /** Speaks TLS to the server. Files are read by Envoy. */
  readonly tls?: BootstrapTls;
}

export interface BootstrapTls {
  /** The authority that signed the server's certificate. */
  readonly caFile: string;
  /** The name that the certificate must carry; the host of the xDS address unless given. */
  readonly serverName?: string;
  /** The certificate to show to a server that asks for one. */
  readonly certFile?: string;
  readonly keyFile?: string;
}

const xdsCluster = 'xds_cluster';

/**
 * An Envoy bootstrap that takes everything from this server over one ADS stream. Written as JSON it is a config file.
 *
 * @throws RangeError for an address that is none, and an id that is empty or holds control characters
 *
 * @example
 * await writeFile('envoy.json', JSON.stringify(bootstrap({ id: 'web-1', xdsAddress: server.xdsAddress })));
 */
export function bootstrap(options: BootstrapOptions): Bootstrap {
  const { id, adminAddress, cluster = id, locality, protocol = 'sotw' } = options;
  if (!isNodeId(id)) throw new RangeError('a node id is text without control characters, and not empty');
  const fromAds = { ads: {}, resource_api_version: 'V3' } as const;
  return {
    node: { id, cluster, metadata: metadataOf(options), ...(locality && { locality }) },
    ...(adminAddress !== undefined && { admin: { address: socketAddress(adminAddress) } }),
    dynamic_resources: {
      ads_config: {
        api_type: protocol === 'delta' ? 'DELTA_GRPC' : 'GRPC',
        transport_api_version: 'V3',
        set_node_on_first_message_only: true,
        grpc_services: [
          { envoy_grpc: { cluster_name: xdsCluster, retry_policy: { retry_back_off: comeBack } } },
        ],
      },
      lds_config: fromAds,
      cds_config: fromAds,
    },
    static_resources: { clusters: [serverCluster(options)] },
    layered_runtime: {
      layers: [
        { name: 'istio', static_layer: runtime },
        { name: 'admin', admin_layer: {} },
      ],
    },
  };
}

/** Whether a proxy can go by this: one without an id is not served, and one with control characters is a trick or a mistake. */
export const isNodeId = (id: string): boolean => id.trim() !== '' && printable(id) === id;

// As in Istio's own bootstrap: Envoy alone takes regular expressions of 100 instructions, and no path with a fragment.
const runtime = {
  're2.max_program_size.error_level': 32_768,
  'envoy.reloadable_features.http_reject_path_with_fragment': false,
} as const;

// Envoy's own longest pause is 30 s, which is long for someone who restarts the server and looks.
const comeBack = { base_interval: '0.500s', max_interval: '5s' };

/** What the server reads from a node, under Istio's names. */
function metadataOf(options: BootstrapOptions): JsonObject {
  const { namespace = 'default', labels, ipAddresses, interception, portOffset, metadata } = options;
  return {
    NAMESPACE: namespace,
    ...(labels && { LABELS: { ...labels } }),
    ...(ipAddresses && { INSTANCE_IPS: ipAddresses.join(',') }),
    ...(interception && { INTERCEPTION_MODE: interception.toUpperCase() }),
    ...(portOffset !== undefined && { XDSIM_PORT_OFFSET: portOffset }),
    ...metadata,
  };
}

function serverCluster({ xdsAddress, tls }: BootstrapOptions): Cluster {
  const { host } = parseAddress(xdsAddress);
  return {
    name: xdsCluster,
    // A name may have addresses of both families, and `localhost` has, of which the server often listens on one: all of them
    // are one host, and the first that connects is taken. Alone, Envoy would ask for IPv6 and stay with it.
    ...(isIP(host) ? { type: 'STATIC' } : { type: 'LOGICAL_DNS', dns_lookup_family: 'ALL' }),
    connect_timeout: '5s',
    typed_extension_protocol_options: {
      'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
        '@type': 'type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
        explicit_http_config: {
          // A server whose host went away says no goodbye.
          http2_protocol_options: { connection_keepalive: { interval: '30s', timeout: '5s' } },
        },
      },
    },
    load_assignment: {
      cluster_name: xdsCluster,
      endpoints: [{ lb_endpoints: [{ endpoint: { address: socketAddress(xdsAddress) } }] }],
    },
    ...(tls && {
      transport_socket: { name: 'envoy.transport_sockets.tls', typed_config: tlsContext(tls, host) },
    }),
  };
}

function tlsContext({ caFile, serverName, certFile, keyFile }: BootstrapTls, host: string): TypedMessage {
  const name = serverName ?? host;
  const sanType = isIP(name) ? 'IP_ADDRESS' : 'DNS';
  return {
    '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext',
    ...(!isIP(name) && { sni: name }),
    common_tls_context: {
      alpn_protocols: ['h2'],
      validation_context: {
        trusted_ca: { filename: caFile },
        match_typed_subject_alt_names: [{ san_type: sanType, matcher: { exact: name } }],
      },
      ...(certFile !== undefined &&
        keyFile !== undefined && {
          tls_certificates: [
            { certificate_chain: { filename: certFile }, private_key: { filename: keyFile } },
          ],
        }),
    },
  };
}

function socketAddress(address: string) {
  const { host, port } = parseAddress(address);
  return { socket_address: { address: host, port_value: port } };
}
