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

export const isHttp2 = (p: Protocol): boolean => p === 'HTTP2' || p === 'GRPC' || p === 'GRPC-Web';
export const isHttp = (p: Protocol): boolean => p === 'HTTP' || p === 'HTTP_PROXY' || isHttp2(p);
export const isTls = (p: Protocol): boolean => p === 'HTTPS' || p === 'TLS';
