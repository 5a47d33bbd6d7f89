import { type Infer, list, map, message, string, uint32 } from '../schema/schema.js';
import { serverTls } from './server-tls.js';

export const gatewayServer = message({
  port: message({
    number: uint32,
    protocol: string,
    name: string,
    /** Without effect, and so not allowed. */
    targetPort: uint32,
  }),
  bind: string,
  /** `dnsName` or `namespace/dnsName`. */
  hosts: list(string),
  tls: serverTls,
  defaultEndpoint: string,
  name: string,
});

/** Which ports and hosts the gateways that a selector names accept traffic for. */
export const gatewaySpec = message({ servers: list(gatewayServer), selector: map(string) });

export interface GatewayServer extends Infer<typeof gatewayServer> {}
export interface GatewaySpec extends Infer<typeof gatewaySpec> {}
