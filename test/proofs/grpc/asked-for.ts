import { HOST, to } from './mesh.js';

/** Policies of which gRPC knows some, a part of some, and some not at all. */
export const policies = [
  '{ loadBalancer: { simple: LEAST_REQUEST } }',
  '{ loadBalancer: { simple: LEAST_REQUEST, warmup: { duration: 10s } } }',
  '{ loadBalancer: { simple: RANDOM } }',
  '{ loadBalancer: { simple: PASSTHROUGH } }',
  '{ loadBalancer: { consistentHash: { httpHeaderName: x-user, maglev: { tableSize: 65537 } } } }',
  '{ loadBalancer: { consistentHash: { httpHeaderName: x-user, ringHash: { minimumRingSize: 9000000 } } } }',
  '{ loadBalancer: { consistentHash: { httpCookie: { name: user, ttl: 0s } } } }',
  '{ loadBalancer: { consistentHash: { useSourceIp: true } } }',
  '{ loadBalancer: { consistentHash: { httpQueryParameterName: user } } }',
  '{ connectionPool: { http: { http2MaxRequests: 10, maxRetries: 3 }, tcp: { maxConnections: 5, connectTimeout: 1s } } }',
  '{ outlierDetection: { consecutive5xxErrors: 5, interval: 5s } }',
  '{ tls: { mode: SIMPLE } }',
  '{ tls: { mode: DISABLE } }',
];

/** Rules before the one that takes everything. */
export const rules = [
  `{ match: [{ uri: { prefix: /y } }], redirect: { uri: /b } }`,
  `{ match: [{ uri: { prefix: /y } }], directResponse: { status: 200, body: { string: hi } } }`,
  `{ match: [{ queryParams: { q: { exact: a } } }], ${to('v1')} }`,
  `{ match: [{ authority: { exact: other } }, { scheme: { exact: https } }, { method: { exact: GET } }], ${to('v1')} }`,
  `{ match: [{ withoutHeaders: { x-a: { exact: a } }, headers: { x-b: {} } }], ${to('v1')} }`,
  `{ match: [{ uri: { regex: '/y.*' }, ignoreUriCase: true }], ${to('v1')} }`,
  `{ match: [{ uri: { prefix: /y } }], ${to('v9')} }`,
  `{ match: [{ uri: { prefix: /y } }], route: [{ destination: { host: nobody.example.com } }] }`,
  `{ match: [{ uri: { prefix: /y } }], rewrite: { uri: / }, mirror: { host: ${HOST} }, ${to('v1')} }`,
  `{ match: [{ uri: { prefix: /y } }], corsPolicy: { allowOrigins: [{ exact: 'https://a' }] }, ${to('v1')} }`,
  `{ match: [{ uri: { prefix: /y } }], retries: { attempts: 20, retryOn: 'unavailable,5xx', perTryTimeout: 1s }, ${to('v1')} }`,
];
