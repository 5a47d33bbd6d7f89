import { createRegistry, mergeChanges } from '@xdsim/registry';
import type { Change } from '@xdsim/registry';
import { parse } from '@xdsim/api';
import { expect } from 'chai';
import fc from 'fast-check';
import { createProxy, createTranslator, familyKey, translate } from '../../src/index.js';
import type { Proxy } from '../../src/index.js';
import { edit } from './arbitrary-mesh.js';
import { make, said } from './make-and-say.js';

const anyOf = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

/** Proxies of one family in all that may be particular to them. */
const proxy = (type: Proxy['type']): fc.Arbitrary<Proxy> =>
  fc
    .record({
      namespace: anyOf('shop', 'bank', 'istio-system', 'nobody', 'nowhere'),
      labels: fc.dictionary(
        anyOf('app', 'version', 'security.istio.io/tlsMode', 'topology.kubernetes.io/zone', 'other'),
        anyOf('v1', 'v2', 'web', 'z1', 'istio'),
      ),
      locality: anyOf(
        {},
        { region: 'r1' },
        { region: 'r1', zone: 'z1' },
        { region: 'r2', zone: 'z1', sub_zone: 's' },
      ),
      network: anyOf('', 'one', 'two'),
      cluster: anyOf('', 'east'),
      nodeName: anyOf('', 'node-1', 'node-2'),
      domain: anyOf('svc.cluster.local', 'svc.other.local', 'example.com'),
    })
    .map(({ domain, ...fields }) =>
      createProxy({ type, ...fields, dnsDomain: `${fields.namespace}.${domain}` }),
    );

const pair = anyOf<Proxy['type']>('sidecar', 'sidecar', 'proxyless').chain((type) =>
  fc.tuple(proxy(type), proxy(type)),
);

const RUNS = 1500;

describe('a translation that proxies share', () => {
  it(`is what each of them would have got alone, in ${RUNS} sequences of edits`, () => {
    let shared = 0;
    let differed = 0;
    fc.assert(
      fc.property(pair, fc.array(edit, { minLength: 1, maxLength: 6 }), ([one, other], edits) => {
        const registry = createRegistry();
        let change: Change | undefined;
        const subscription = registry.changes$.subscribe((next) => {
          change = change && next.generation > change.generation ? mergeChanges(change, next) : next;
        });
        const translator = createTranslator(one);
        for (const step of edits) {
          make(registry, step);
          const made = said(translator.update(registry.snapshot(), change));
          change = undefined;
          const alone = said(translate(registry.snapshot(), other));
          if (translator.isFor(other)) {
            shared++;
            expect(alone).to.deep.equal(made);
          } else differed++;
        }
        subscription.unsubscribe();
      }),
      { numRuns: RUNS },
    );
    expect(shared, 'and there are such proxies').to.be.greaterThan(RUNS / 10);
    expect(differed).to.be.greaterThan(RUNS / 10);
  }).timeout(120_000);

  const service = (name: string, more = ''): string => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: ${name}, namespace: shop }
spec:
  hosts: [${name}.example]
  ports: [{ number: 80, name: http, protocol: HTTP }]
  resolution: STATIC
  endpoints: [{ address: 10.0.0.1, locality: r1/z1 }]
${more}`;
  const rule = (selector: string): string => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: a, namespace: shop }
spec: { host: a.example, ${selector} trafficPolicy: { outlierDetection: { consecutive5xxErrors: 1 } } }
`;
  const shop = (labels: Proxy['labels'], fields: Partial<Proxy> = {}): Proxy =>
    createProxy({ namespace: 'shop', labels, ...fields });
  const cases: readonly [what: string, mesh: string, one: Proxy, other: Proxy, isShared: boolean][] = [
    ['labels that nothing asks for', service('a'), shop({ l: '1' }), shop({ l: '2' }), true],
    [
      'namespaces that nothing is about',
      service('a'),
      createProxy({ namespace: 'x' }),
      createProxy({ namespace: 'y' }),
      true,
    ],
    [
      'localities that nothing is about',
      service('a'),
      shop({}),
      shop({}, { locality: { region: 'r9' } }),
      true,
    ],
    [
      'the place, where all endpoints are at one',
      service('a') + '---' + rule(''),
      shop({}),
      shop({}, { locality: { region: 'r9' } }),
      true,
    ],
    [
      'labels that a rule does not select',
      service('a') + '---' + rule('workloadSelector: { matchLabels: { app: web } },'),
      shop({ app: 'one' }),
      shop({ app: 'two' }),
      true,
    ],
    [
      'not labels of which a rule selects one',
      service('a') + '---' + rule('workloadSelector: { matchLabels: { app: web } },'),
      shop({ app: 'one' }),
      shop({ app: 'web' }),
      false,
    ],
    [
      'not namespaces of which one has a rule',
      service('a') + '---' + rule(''),
      createProxy({ namespace: 'shop' }),
      createProxy({ namespace: 'x' }),
      false,
    ],
    ['not families', service('a'), createProxy(), createProxy({ interception: 'redirect' }), false],
  ];
  for (const [what, mesh, one, other, isShared] of cases)
    it(`${isShared ? 'holds whatever the' : 'is for'} ${what}`, () => {
      const registry = createRegistry();
      registry.apply(parse(mesh).objects);
      const translator = createTranslator(one);
      translator.update(registry.snapshot());
      expect(familyKey(one) === familyKey(other) && translator.isFor(other)).to.equal(isShared);
    });
});
