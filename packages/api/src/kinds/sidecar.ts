import { enumeration, type Infer, list, message, string, uint32 } from '../schema/schema.js';
import { destination } from './destination.js';
import { workloadSelector } from './selector.js';
import { serverTls } from './server-tls.js';
import { connectionPool } from './traffic-policy.js';

const port = message({
  number: uint32,
  protocol: string,
  name: string,
  /** Without effect, and so not allowed. */
  targetPort: uint32,
});

const captureMode = enumeration('DEFAULT', 'IPTABLES', 'NONE');

export const ingressListener = message({
  port,
  bind: string,
  captureMode,
  /** Where the traffic goes: `127.0.0.1:port`, `0.0.0.0:port`, their IPv6 counterparts or `unix:///path`. */
  defaultEndpoint: string,
  tls: serverTls,
  connectionPool,
});

export const egressListener = message({
  /** Absent for the last listener only: all ports that no other listener has. */
  port,
  bind: string,
  captureMode,
  /** `namespace/dnsName`. */
  hosts: list(string),
});

/** What the proxies of some workloads listen on, and which services they know. */
export const sidecarSpec = message({
  workloadSelector,
  ingress: list(ingressListener),
  egress: list(egressListener),
  inboundConnectionPool: connectionPool,
  outboundTrafficPolicy: message({
    mode: enumeration('REGISTRY_ONLY', 'ALLOW_ANY', 'ALLOW_ANY_DYNAMIC_DNS'),
    egressProxy: destination,
  }),
});

export interface SidecarPort extends Infer<typeof port> {}
export interface IngressListener extends Infer<typeof ingressListener> {}
export interface EgressListener extends Infer<typeof egressListener> {}
export interface SidecarSpec extends Infer<typeof sidecarSpec> {}
