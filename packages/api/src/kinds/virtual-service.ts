import { type Infer, list, message, string } from '../schema/schema.js';
import { httpRoute } from './http-route.js';
import { tcpRoute, tlsRoute } from './layer-4-route.js';

/** How requests to some hosts are routed. Without `hosts` it is a delegate: routes that another VirtualService includes. */
export const virtualServiceSpec = message({
  hosts: list(string),
  /** Absent means `mesh`: every sidecar. */
  gateways: list(string),
  http: list(httpRoute),
  tls: list(tlsRoute),
  tcp: list(tcpRoute),
  exportTo: list(string),
});

export interface VirtualServiceSpec extends Infer<typeof virtualServiceSpec> {}
