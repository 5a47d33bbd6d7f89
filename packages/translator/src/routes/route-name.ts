/** What the name of a route configuration asks for (Istio's names). */
export interface RouteName {
  readonly name: string;
  /** 0 when the listener has no port that is a service's: a proxy's listener, or a Unix socket. */
  readonly port: number;
  /** The one service that the listener is for, when it was found at an address of its own. */
  readonly host?: string;
}

/** `80`, `shop.example.com:80`, `http_proxy` or `unix:///path`. */
export function parseRouteName(name: string): RouteName {
  if (name.startsWith('unix://')) return { name, port: 0 };
  const colon = name.lastIndexOf(':');
  const port = Number(name.slice(colon + 1)) || 0;
  return colon < 0 ? { name, port } : { name, port, host: name.slice(0, colon).replace(/^\[(.*)\]$/, '$1') };
}
