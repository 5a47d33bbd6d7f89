const protocols = {
  tcp: 'TCP',
  udp: 'UDP',
  grpc: 'GRPC',
  'grpc-web': 'GRPC-Web',
  http: 'HTTP',
  http_proxy: 'HTTP_PROXY',
  http2: 'HTTP2',
  https: 'HTTPS',
  tls: 'TLS',
  mongo: 'Mongo',
  redis: 'Redis',
  mysql: 'MySQL',
} as const;

export type Protocol = (typeof protocols)[keyof typeof protocols];

export const protocolNames: readonly string[] = Object.keys(protocols).map((name) => name.toUpperCase());

const table: Readonly<Record<string, Protocol>> = protocols;

/** The protocol that a port names, in any case; undefined for one that Istio does not know, and for none. */
export function protocolOf(text: string | undefined): Protocol | undefined {
  const name = (text ?? '').toLowerCase();
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Whether requests can be told apart by their Host header. */
export function isHttp(protocol: Protocol | undefined): boolean {
  return protocol !== undefined && ['HTTP', 'HTTP2', 'HTTP_PROXY', 'GRPC', 'GRPC-Web'].includes(protocol);
}

/** Whether connections can be told apart by their SNI. */
export function isTls(protocol: Protocol | undefined): boolean {
  return protocol === 'HTTPS' || protocol === 'TLS';
}

/** Whether the proxy passes bytes only, TLS included. */
export function isTcp(protocol: Protocol | undefined): boolean {
  return isTls(protocol) || (protocol !== undefined && ['TCP', 'Mongo', 'Redis', 'MySQL'].includes(protocol));
}
