import type { Listener } from '@xdsim/envoy';
import { BLACK_HOLE_CLUSTER } from '../clusters/cluster-name.js';
import type { Context } from '../context.js';
import { wildcardAddresses } from '../proxy/ip-family.js';
import { listenerAccessLog } from './access-log.js';
import { listenerAddress } from './listener-address.js';
import { tcpProxy, tcpSettings } from './tcp-proxy.js';
import { unknownCluster } from './unknown-cluster.js';

/** The one listener that iptables knows: it hands connections on by their original destination. */
export function virtualOutbound(context: Context): Listener {
  const { proxy, mesh } = context;
  const port = mesh.proxyListenPort;
  return {
    ...listenerAddress({ binds: wildcardAddresses(proxy), port }),
    name: 'virtualOutbound',
    traffic_direction: 'OUTBOUND',
    ...(proxy.transparent ? { transparent: true } : {}),
    use_original_dst: true,
    ...listenerAccessLog(context),
    max_connections_to_accept_per_socket_event: 1,
    filter_chains: [
      {
        // What was sent to the capture port itself would come back for ever.
        name: 'virtualOutbound-blackhole',
        filter_chain_match: { destination_port: port },
        filters: [tcpProxy(BLACK_HOLE_CLUSTER)],
      },
      {
        name: 'virtualOutbound-catchall-tcp',
        filters: [tcpProxy(unknownCluster(context), tcpSettings(context))],
      },
    ],
  };
}
