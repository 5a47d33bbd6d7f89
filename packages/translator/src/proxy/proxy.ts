import type { Labels } from '@xdsim/api';
import type { Locality } from '@xdsim/envoy';

/** How traffic comes to the proxy: by iptables to `virtualOutbound`, or to listeners that really bind. */
export type Interception = 'none' | 'redirect';

/** The proxy that asks: all that a translation may depend on. */
export interface Proxy {
  readonly id: string;
  readonly type: 'sidecar';
  /** The namespace whose configuration applies. */
  readonly namespace: string;
  readonly labels: Labels;
  readonly ipAddresses: readonly string[];
  readonly locality?: Locality;
  /** `<namespace>.svc.cluster.local`: decides which short names of Kubernetes hosts are understood. */
  readonly dnsDomain: string;
  /** Wins over the server's setting when the proxy names one. */
  readonly interception?: Interception;
  /** Interception `none`: wins over the server's setting, so that several proxies fit on one machine. */
  readonly portOffset?: number;
}

/**
 * A proxy with sensible values for what is not given.
 *
 * @example
 * createProxy({ namespace: 'shop', labels: { app: 'web' } });
 */
export function createProxy(fields: Partial<Proxy> = {}): Proxy {
  const namespace = fields.namespace ?? 'default';
  return {
    id: 'xdsim',
    type: 'sidecar',
    labels: {},
    ipAddresses: [],
    dnsDomain: `${namespace}.svc.cluster.local`,
    ...fields,
    namespace,
  };
}
