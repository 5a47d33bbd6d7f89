import fc from 'fast-check';

/** Few words, so that objects meet: the same host, port or label in several of them is where the rules are. */
export const pick = <const T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

/** Present in half of the cases. */
export const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq: 2 });

/** A few of some values, at least one. */
export const some = <T>(...values: readonly T[]): fc.Arbitrary<T[]> =>
  fc.subarray([...values], { minLength: 1, maxLength: 2 });

export const namespaces = ['shop', 'bank', 'istio-system', 'default'] as const;

/** Hosts that ServiceEntries give. Those of Kubernetes can be given by Services as well. */
export const entryHosts = [
  'a.test',
  'b.test',
  'Orders.Shop.test',
  'x.wild.test',
  'x.y.wild.test',
  '*.wild.test',
  '*.test',
  'web.shop.svc.cluster.local',
  'db.bank.svc.cluster.local',
] as const;

/** Hosts that routes and rules name: those above, short names, names that nobody has. */
export const namedHosts = [
  ...entryHosts,
  'web',
  'db.bank',
  'web.shop',
  'alias.shop.svc.cluster.local',
  'web.bank.svc.cluster.local',
  'alias',
  'orders.shop.test',
  'nobody.test',
  '*.shop.svc.cluster.local',
] as const;

export const portNumbers = [80, 443, 8080, 3306, 9090] as const;
export const protocols = [
  'HTTP',
  'HTTP',
  'HTTPS',
  'HTTP2',
  'GRPC',
  'TCP',
  'TLS',
  'MONGO',
  'http',
  'tcp',
  'GRPC-WEB',
  '',
] as const;

export const workloadAddresses = ['10.8.0.1', '10.8.0.2', '10.8.0.3', '10.8.0.4', '2001:db8::8'] as const;
export const localities = ['r1/z1/s1', 'r1/z1/s2', 'r1/z2', 'r2/z1', 'r2'] as const;

/** Labels of workloads, and what selects them. */
export const labels = fc.dictionary(pick('app', 'version'), pick('v1', 'v2'), { maxKeys: 2 });
export const someLabels = fc.dictionary(pick('app', 'version'), pick('v1', 'v2'), { minKeys: 1, maxKeys: 2 });

export const exportTo = pick<readonly string[]>(
  ['*'],
  ['.'],
  ['shop'],
  ['shop', 'bank'],
  ['bank'],
  ['.', 'istio-system'],
);
