/** What a service port carries, spelled as Istio prints it. `Unsupported` is sniffed. */
export type Protocol =
  | 'TCP'
  | 'UDP'
  | 'HTTP'
  | 'HTTP_PROXY'
  | 'HTTP2'
  | 'GRPC'
  | 'GRPC-Web'
  | 'HTTPS'
  | 'TLS'
  | 'Mongo'
  | 'Redis'
  | 'MySQL'
  | 'Unsupported';

const byName: Readonly<Record<string, Protocol>> = {
  tcp: 'TCP',
  udp: 'UDP',
  http: 'HTTP',
  http_proxy: 'HTTP_PROXY',
  http2: 'HTTP2',
  grpc: 'GRPC',
  'grpc-web': 'GRPC-Web',
  https: 'HTTPS',
  tls: 'TLS',
  mongo: 'Mongo',
  redis: 'Redis',
  mysql: 'MySQL',
};

/** Istio: a ServiceEntry's protocol is read without regard to case, and nothing is inferred from the port's name. */
export const parseProtocol = (text: string | undefined): Protocol =>
  byName[(text ?? '').toLowerCase()] ?? 'Unsupported';

/** Istio: the server speaks first at these, or clients do not wait; so they are not sniffed. */
const wellKnownTcp: ReadonlySet<number> = new Set([25, 53, 3306, 27_017]);

/** Kubernetes' own names, written in full. */
const byAppProtocol: Readonly<Record<string, Protocol>> = {
  'kubernetes.io/h2c': 'HTTP2',
  'kubernetes.io/ws': 'HTTP',
  'kubernetes.io/wss': 'HTTPS',
};

/** Istio: a port of Kubernetes carries what its `appProtocol` says, else what its name begins with, as in `http-web`. */
export function inferProtocol(port: number, name: string, protocol?: string, appProtocol?: string): Protocol {
  if (protocol === 'UDP') return 'UDP';
  const known = byAppProtocol[appProtocol ?? ''];
  if (known) return known;
  const text = (appProtocol ?? name).toLowerCase();
  if (text.startsWith('grpc-web')) return 'GRPC-Web';
  const found = parseProtocol(text.split('-', 1)[0]);
  return found === 'Unsupported' && wellKnownTcp.has(port) ? 'TCP' : found;
}

export const isHttp2 = (p: Protocol): boolean => p === 'HTTP2' || p === 'GRPC' || p === 'GRPC-Web';
export const isHttp = (p: Protocol): boolean => p === 'HTTP' || p === 'HTTP_PROXY' || isHttp2(p);
export const isTls = (p: Protocol): boolean => p === 'HTTPS' || p === 'TLS';
