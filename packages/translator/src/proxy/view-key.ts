import { createHash } from 'node:crypto';
import { DEFAULT_CLUSTER } from '@xdsim/registry';
import { wildcardAddresses } from './ip-family.js';
import type { Proxy } from './proxy.js';

const hashOf = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);

/** Proxies of one family are translated for in the same way: what is particular to each is asked, if it matters. */
export const familyKey = (proxy: Proxy): string =>
  hashOf([
    proxy.type,
    proxy.interception ?? '',
    proxy.portOffset ?? '',
    wildcardAddresses(proxy),
    [proxy.transparent, proxy.idleTimeout, proxy.httpProxyPort, proxy.reservedPorts],
    [proxy.unprivileged, proxy.http10, proxy.exactBalance, proxy.capturesDns],
    proxy.requestedNetworkView,
    proxy.systemRoots,
    [proxy.clientCertificate?.chain, proxy.clientCertificate?.key, proxy.clientCertificate?.root],
  ]);

/** Proxies with equal keys see the same resources, whatever these are made from: the id is not part of it. */
export const viewKey = (proxy: Proxy): string =>
  hashOf([
    familyKey(proxy),
    [proxy.namespace, proxy.dnsDomain],
    Object.entries(proxy.labels).sort(([a], [b]) => (a < b ? -1 : 1)),
    [proxy.locality?.region, proxy.locality?.zone, proxy.locality?.sub_zone],
    [proxy.network, proxy.cluster ?? DEFAULT_CLUSTER, proxy.nodeName],
  ]);
