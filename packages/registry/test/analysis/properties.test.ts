import { parse } from '@xdsim/api';
import { expect } from 'chai';
import fc from 'fast-check';
import { analyze, rules } from '../../src/analysis/index.js';
import { createRegistry } from '../../src/index.js';

const host = fc.constantFrom(
  'a.example.com',
  'b.example.com',
  '*.example.com',
  '*.com',
  'a',
  'b.example.org',
);
const namespace = fc.constantFrom('default', 'client', 'istio-system');
const exportTo = fc.constantFrom(undefined, ['*'], ['.'], ['client'], ['.', 'default']);
const labels = fc.constantFrom(undefined, { v: '1' }, { v: '2' });
const port = fc.constantFrom(80, 443, 3306);
const loadBalancer = fc.constantFrom(
  { simple: 'LEAST_CONN' },
  { consistentHash: { httpCookie: { name: 'c', ttl: '0s' } } },
  { consistentHash: { useSourceIp: true } },
);

const specs = {
  ServiceEntry: fc.record({
    hosts: fc.uniqueArray(host, { minLength: 1, maxLength: 2 }),
    ports: fc.uniqueArray(
      fc.record({
        number: port,
        name: fc.uuid().map((id) => `p-${id}`),
        protocol: fc.constantFrom('HTTP', 'TLS', 'TCP', undefined),
      }),
      { minLength: 1, maxLength: 2, selector: ({ number }) => number },
    ),
    resolution: fc.constantFrom('NONE', 'STATIC', 'DNS'),
    exportTo,
    workloadSelector: labels.map((all) => all && { labels: all }),
  }),
  WorkloadEntry: fc.record({ address: fc.constantFrom('10.0.0.1', 'vm.example.com'), labels }),
  DestinationRule: fc.record({
    host,
    exportTo,
    trafficPolicy: fc.record({ loadBalancer, tls: fc.constantFrom(undefined, { mode: 'SIMPLE' }) }),
    subsets: fc.uniqueArray(fc.record({ name: fc.constantFrom('x', 'y'), labels }), {
      selector: ({ name }) => name,
    }),
  }),
  VirtualService: fc.record({
    hosts: fc.constantFrom(undefined, ['a.example.com'], ['*.example.com'], ['a']),
    exportTo,
    http: fc.array(
      fc.record({
        match: fc.constantFrom(
          undefined,
          [{ uri: { prefix: '/a' } }],
          [{ port: 443 }, { uri: { exact: '/a/b' } }],
        ),
        route: fc.array(
          fc.record({
            destination: fc.record({ host, subset: fc.constantFrom(undefined, 'x', 'z') }),
            weight: fc.constantFrom(undefined, 50, 70),
          }),
          { minLength: 1, maxLength: 2 },
        ),
        retries: fc.constantFrom(undefined, { attempts: 2, retryIgnorePreviousHosts: true }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
};

const manifest = fc
  .constantFrom('ServiceEntry', 'WorkloadEntry', 'DestinationRule', 'VirtualService')
  .chain((kind) =>
    fc.record({
      apiVersion: fc.constant('networking.istio.io/v1'),
      kind: fc.constant(kind),
      metadata: fc.record({ name: fc.constantFrom('x', 'y', 'z'), namespace }),
      spec: specs[kind as keyof typeof specs] as fc.Arbitrary<unknown>,
    }),
  );

describe('the analysis of any mesh', () => {
  const codes = new Set(rules.map(({ code }) => code));
  const found = new Set<string>();

  it('ends without an exception, the same each time, with codes, places and help', () => {
    fc.assert(
      fc.property(fc.array(manifest, { maxLength: 12 }), (manifests) => {
        const text = manifests.map((one) => JSON.stringify(one)).join('\n---\n');
        const registry = createRegistry();
        registry.apply(parse(text, { file: 'mesh.yaml' }).objects);
        const diagnostics = analyze(registry.snapshot());
        for (const one of diagnostics) {
          found.add(one.code);
          expect(codes).to.include(one.code);
          expect(one.line).to.be.greaterThan(0);
          expect(one.help).to.be.a('string').and.not.include('undefined');
          expect(one.message).to.not.match(/undefined|\[object/);
          expect(one.object).to.match(/^\w+ [\w-]+\/\w+$/);
        }
        expect(analyze(registry.snapshot())).to.deep.equal(diagnostics);
        expect(analyze(registry.snapshot(), { suppress: ['*'] })).to.deep.equal([]);
      }),
      { numRuns: 500 },
    );
  });

  it('has met at least half of the rules', () => {
    expect(found.size).to.be.greaterThan(codes.size / 2);
  });
});
