import { createHash } from 'node:crypto';
import { DEFAULT_CLUSTER } from '@xdsim/registry';
import { wildcardAddresses } from './ip-family.js';
import type { Proxy } from './proxy.js';

/** Proxies with equal keys see the same resources, so one translation serves them all: the id is not part of it. */
export function viewKey(proxy: Proxy): string {
  const view = [
    proxy.type,
    proxy.namespace,
    proxy.dnsDomain,
    proxy.interception ?? '',
    proxy.portOffset ?? '',
    wildcardAddresses(proxy),
    [proxy.transparent, proxy.idleTimeout, proxy.httpProxyPort, proxy.reservedPorts],
    [proxy.unprivileged, proxy.http10, proxy.exactBalance, proxy.capturesDns],
    Object.entries(proxy.labels).sort(([a], [b]) => (a < b ? -1 : 1)),
    [proxy.locality?.region, proxy.locality?.zone, proxy.locality?.sub_zone],
    [proxy.network, proxy.cluster ?? DEFAULT_CLUSTER, proxy.nodeName, proxy.requestedNetworkView],
    proxy.systemRoots,
    [proxy.clientCertificate?.chain, proxy.clientCertificate?.key, proxy.clientCertificate?.root],
  ];
  return createHash('sha256').update(JSON.stringify(view)).digest('base64url').slice(0, 16);
}
