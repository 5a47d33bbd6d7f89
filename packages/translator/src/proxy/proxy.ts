import type { Labels } from '@xdsim/api';
import type { Locality } from '@xdsim/envoy';

/** How traffic comes to the proxy: by iptables to `virtualOutbound`, or to listeners that really bind. */
export type Interception = 'none' | 'redirect';

/** Paths on the proxy's own machine. */
export interface ClientCertificate {
  readonly chain: string;
  readonly key: string;
  readonly root: string;
}

/** The proxy that asks: all that a translation may depend on. */
export interface Proxy {
  readonly id: string;
  /** A gRPC client without a proxy gets what it understands, under the names by which it asks. */
  readonly type: 'sidecar' | 'proxyless';
  /** The namespace whose configuration applies. */
  readonly namespace: string;
  readonly labels: Labels;
  readonly ipAddresses: readonly string[];
  readonly locality?: Locality;
  /** The network that it is in; one of those that endpoints name. */
  readonly network?: string;
  /** The cluster of Kubernetes that it is in; Istio calls one without a name `Kubernetes`. */
  readonly cluster?: string;
  /** The machine that it runs on, for services that prefer endpoints of the client's node, or have no others. */
  readonly nodeName?: string;
  /** The networks whose endpoints it wants to see; all of them unless given. */
  readonly requestedNetworkView?: readonly string[];
  /** Files with a certificate of its own, which stands in for those that a control plane would hand out. */
  readonly clientCertificate?: ClientCertificate;
  /** `<namespace>.svc.cluster.local`: decides which short names of Kubernetes hosts are understood. */
  readonly dnsDomain: string;
  /** The file with the authorities that its system trusts, for TLS that names none. */
  readonly systemRoots: string;
  /** Wins over the server's setting when the proxy names one. */
  readonly interception?: Interception;
  /** Interception `none`: wins over the server's setting, so that several proxies fit on one machine. */
  readonly portOffset?: number;
  /** Traffic comes to it by TPROXY, which keeps addresses, and not by REDIRECT. */
  readonly transparent?: boolean;
  /** How long connections may be idle where no rule says so, as Envoy writes it (`30s`). */
  readonly idleTimeout?: string;
  /** The port of a generic HTTP proxy of its own; wins over the mesh's. */
  readonly httpProxyPort?: number;
  /** Ports of its own listeners, which no service may take. */
  readonly reservedPorts?: readonly number[];
  /** It may not bind ports below 1024. */
  readonly unprivileged?: boolean;
  /** Its agent answers DNS, so that addresses that were allocated to services lead to them. */
  readonly capturesDns?: boolean;
  /** It understands HTTP/1.0. */
  readonly http10?: boolean;
  /** Its listeners share connections out evenly between threads. */
  readonly exactBalance?: boolean;
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
    // Debian, Ubuntu and Alpine have it there, and with them Envoy's images.
    systemRoots: '/etc/ssl/certs/ca-certificates.crt',
    dnsDomain: `${namespace}.svc.cluster.local`,
    ...fields,
    namespace,
  };
}
