import fc from 'fast-check';
import type { Hint } from './arbitrary-of.js';
import {
  exportTo,
  labels,
  localities,
  maybe,
  namedHosts,
  namespaces,
  pick,
  portNumbers,
  some,
  someLabels,
} from './words.js';

const port = pick(...portNumbers);
const host = pick(...namedHosts);
const file = pick('/etc/certs/one.pem', '/etc/certs/two.pem');
const pattern = fc.oneof(
  fc.record({ exact: pick('/a', '/', '/a/b', 'GET', 'x', 'a.test') }),
  fc.record({ prefix: pick('/', '/a', '/a/', 'x', 'b.') }),
  fc.record({ regex: pick('.*', '/a.*', '[a-z]+', '/(one|two)/?') }),
);
const patterns = fc.dictionary(pick('x-one', 'X-Two', 'cookie'), fc.oneof(pattern, pick({})), {
  minKeys: 1,
  maxKeys: 2,
});
const headerNames = pick('x-one', 'X-Two', 'Host', ':authority', 'x-three');

/** By the end of a path; the longest end that fits wins. */
const table: readonly (readonly [end: string, arbitrary: fc.Arbitrary<unknown>])[] = [
  ['exportTo', exportTo],
  ['gateways', pick<readonly string[]>(['mesh'], ['mesh', 'shop/outside'], ['mesh'])],
  ['sourceNamespace', pick(...namespaces)],
  ['sourceLabels', someLabels],
  [
    'delegate',
    fc.record(
      { name: pick('part-1', 'part-2'), namespace: maybe(pick(...namespaces)) },
      { requiredKeys: ['name'] },
    ),
  ],
  ['workloadSelector.matchLabels', labels],
  ['workloadSelector.labels', labels],
  ['destination.host', host],
  ['egressProxy.host', host],
  ['mirror.host', host],
  ['destination.subset', pick('v1', 'v2')],
  ['subset', pick('v1', 'v2')],
  ['destination.port', fc.record({ number: port })],
  ['mirror.port', fc.record({ number: port })],
  ['port.number', port],
  ['match.port', port],
  [
    'egress.port',
    fc.record({
      number: port,
      protocol: pick('HTTP', 'TCP', 'HTTPS', 'GRPC', 'TLS'),
      name: pick('one', 'two'),
    }),
  ],
  ['egress.bind', pick('0.0.0.0', '127.0.0.2', '10.7.0.1')],
  [
    'egress.hosts',
    some(
      './*',
      '*/*',
      'shop/*',
      'bank/db.bank.svc.cluster.local',
      '*/a.test',
      '*/*.wild.test',
      '~/*',
      'istio-system/*',
    ),
  ],
  ['egress.captureMode', pick('DEFAULT', 'IPTABLES', 'NONE')],
  ['uri', pattern],
  ['scheme', pattern],
  ['method', pattern],
  ['authority', pattern],
  ['match.headers', patterns],
  ['match.withoutHeaders', patterns],
  ['queryParams', fc.dictionary(pick('q'), pattern, { minKeys: 1, maxKeys: 1 })],
  ['sniHosts', some('a.test', 'b.test', '*.wild.test', 'x.wild.test', 'Orders.Shop.test')],
  ['destinationSubnets', some('10.7.0.0/16', '10.7.0.1', '10.6.0.1', '192.168.0.0/24')],
  ['weight', pick(0, 1, 25, 75, 100)],
  ['tls.mode', pick('DISABLE', 'SIMPLE', 'MUTUAL')],
  ['redirect.uri', pick('/b', '/', '%PATH()%')],
  ['redirect.authority', pick('a.test', 'b.test:8080')],
  ['redirect.port', port],
  ['redirect.scheme', pick('http', 'https')],
  ['redirect.redirectCode', pick(301, 302, 303, 307, 308)],
  ['rewrite.uri', pick('/b', '/', '/b/')],
  ['rewrite.authority', pick('a.test', 'b.test')],
  ['uriRegexRewrite', fc.record({ match: pick('^/a/(.*)$', '/one'), rewrite: pick('/b/\\1', '/two') })],
  [
    'directResponse',
    fc.record({
      status: pick(200, 404, 503),
      body: maybe(fc.oneof(fc.record({ string: pick('hello', '') }), fc.record({ bytes: pick('aGVsbG8=') }))),
    }),
  ],
  ['set', fc.dictionary(headerNames, pick('v', '%START_TIME%'), { minKeys: 1, maxKeys: 2 })],
  ['add', fc.dictionary(headerNames, pick('v', 'w'), { minKeys: 1, maxKeys: 2 })],
  ['remove', some('x-one', 'X-Two')],
  ['attempts', pick(0, 2, 5)],
  ['statPrefix', fc.constant(undefined)],
  ['exponentialDelay', fc.constant(undefined)],
  ['maxAge', pick('10s', '1h')],
  ['retryOn', pick('5xx', 'gateway-error,reset', '503,429', 'connect-failure,cancelled,503', '')],
  ['grpcStatus', pick('UNAVAILABLE', 'NOT_FOUND')],
  ['httpStatus', pick(400, 503, 200)],
  ['fault.delay.percent', pick(0, 10, 100)],
  ['mirrorPercent', pick(0, 10, 100)],
  ['mirror_percent', pick(0, 10, 100)],
  ['allowOrigin', some('a.test', '*')],
  ['allowMethods', some('GET', 'POST')],
  ['httpCookie.ttl', pick('0s', '1h')],
  ['httpCookie.path', pick('/', '/a')],
  ['from', pick('r1/*', 'r1/z1/*', 'r2/*', 'r1', 'r2/z1/s1')],
  [
    'distribute',
    pick<unknown>(
      [{ from: 'r1/*', to: { 'r1/*': 100 } }],
      [{ from: 'r1/z1/*', to: { 'r1/z1/*': 80, 'r2/*': 20 } }],
      [
        { from: 'r1/z1/s1', to: { 'r1/z1/s1': 30, 'r1/z2/*': 70 } },
        { from: 'r2/*', to: { 'r2/*': 100 } },
      ],
    ),
  ],
  ['httpCookie.attributes', pick<unknown>([{ name: 'SameSite', value: 'Lax' }], [{ name: 'Secure' }])],
  [
    'failover',
    pick<unknown>(
      [{ from: 'r1', to: 'r2' }],
      [{ from: 'r2', to: 'r1' }],
      [
        { from: 'r1', to: 'r3' },
        { from: 'r3', to: 'r1' },
      ],
    ),
  ],
  [
    'failoverPriority',
    pick<unknown>(
      ['app'],
      ['app', 'version'],
      ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone'],
      ['version=v1', 'app'],
    ),
  ],
  ['minimumPercent', pick(0, 10, 100)],
  ['aggression', pick(1, 1.5)],
  ['maxEjectionPercent', pick(0, 10, 100)],
  ['minHealthPercent', pick(0, 10, 50, 100)],
  ['caCertificates', file],
  ['clientCertificate', file],
  ['privateKey', file],
  ['caCrl', file],
  ['credentialName', fc.constant(undefined)],
  // Envoy's messages at hand do not have it: XDS0522 says so.
  ['budgetInterval', fc.constant(undefined)],
  ['subjectAltNames', some('a.test', 'spiffe://cluster.local/ns/shop/sa/web')],
  ['sni', pick('a.test', 'other.test')],
  [
    'tunnel',
    fc.record({
      protocol: pick('CONNECT', 'POST', undefined),
      targetHost: pick('a.test', '10.7.0.1'),
      targetPort: pick(443, 15443),
    }),
  ],
  ['from.locality', pick(...localities)],
];

const byEnd = new Map(table);

/** What makes sense in the fields of Istio's objects. */
export const hints: Hint = (path) => {
  const ends = path.map((_, i) => path.slice(i).join('.'));
  const end = ends.find((candidate) => byEnd.has(candidate));
  return end === undefined ? undefined : byEnd.get(end);
};
