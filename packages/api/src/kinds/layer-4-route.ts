import { type Infer, int32, list, map, message, required, string, uint32 } from '../schema/schema.js';
import { destination } from './destination.js';

export const routeDestination = message({ destination: required(destination), weight: int32 });

const tlsMatch = message({
  sniHosts: required(list(string)),
  destinationSubnets: list(string),
  port: uint32,
  sourceLabels: map(string),
  gateways: list(string),
  sourceNamespace: string,
});

const layer4Match = message({
  destinationSubnets: list(string),
  port: uint32,
  /** Deprecated, and without effect. */
  sourceSubnet: string,
  sourceLabels: map(string),
  gateways: list(string),
  sourceNamespace: string,
});

/** A route for TLS that the proxy does not terminate, matched by SNI. */
export const tlsRoute = message({ match: required(list(tlsMatch)), route: list(routeDestination) });

export const tcpRoute = message({ match: list(layer4Match), route: list(routeDestination) });

export interface RouteDestination extends Infer<typeof routeDestination> {}
export interface TlsMatch extends Infer<typeof tlsMatch> {}
export interface Layer4Match extends Infer<typeof layer4Match> {}
export interface TlsRoute extends Infer<typeof tlsRoute> {}
export interface TcpRoute extends Infer<typeof tcpRoute> {}
