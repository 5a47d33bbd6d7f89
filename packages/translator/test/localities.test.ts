import type { LocalityLbSetting } from '@xdsim/api';
import type { Endpoint } from '@xdsim/registry';
import { topologyLabels } from '@xdsim/registry';
import { expect } from 'chai';
import fc from 'fast-check';
import { createProxy } from '../src/index.js';
import type { Placed } from '../src/endpoints/endpoints-behind.js';
import { localityMatches } from '../src/endpoints/localities/distribute.js';
import { preferred } from '../src/endpoints/localities/preferred.js';
import { groupByLocality } from '../src/endpoints/locality-group.js';
import type { LocalityGroup } from '../src/endpoints/locality-group.js';
import type { LocalityPreference } from '../src/policy/locality-preference.js';
import { topologyOf } from '../src/proxy/topology.js';

const placed = (address: string, locality: string, fields: Partial<Endpoint> = {}): Placed => ({
  port: 80,
  endpoint: {
    address,
    locality,
    weight: 0,
    ...fields,
    labels: { ...fields.labels, ...topologyLabels(locality, fields.network) },
  } as Endpoint,
});

const client = topologyOf(
  createProxy({ locality: { region: 'eu', zone: 'a', sub_zone: 'x' }, labels: { app: 'web' } }),
);

const byLocality = (setting: LocalityLbSetting, failsOver = true): LocalityPreference => ({
  kind: 'locality',
  setting,
  failsOver,
});

/** The priority of each endpoint, by its address. */
const priorities = (groups: readonly LocalityGroup[]) =>
  Object.fromEntries(
    groups.flatMap(({ members, priority }) => members.map((m) => [m.endpoint.address, priority])),
  );

describe('a locality matches a pattern', () => {
  const eu = { region: 'eu', zone: 'a', sub_zone: 'x' };
  const cases: [string, boolean][] = [
    ['*', true],
    ['eu', true],
    ['eu/*', true],
    ['eu/a', true],
    ['eu/a/*', true],
    ['eu/a/x', true],
    ['eu/a/y', false],
    ['eu/b', false],
    ['us/*', false],
    ['e*', false],
  ];
  for (const [pattern, expected] of cases) {
    it(`${pattern}: ${expected ? 'yes' : 'no'}`, () =>
      expect(localityMatches(eu, pattern)).to.equal(expected));
  }
});

describe('failover by labels', () => {
  // Istio's own cases: three labels, of which the earlier ones count for more.
  const endpoints = [
    placed('none', '', { labels: { network: 'n1', cluster: 'c1' } }),
    placed('all', '', { labels: { key: 'value', network: 'n2', cluster: 'c2' } }),
    placed('first', '', { labels: { key: 'value', network: 'n1', cluster: 'c2' } }),
    placed('two', '', { labels: { key: 'value', network: 'n2', cluster: 'c4' } }),
  ];
  const at = (labels: Record<string, string>, failoverPriority: string[]) =>
    priorities(
      preferred(
        groupByLocality(endpoints),
        topologyOf(createProxy({ labels })),
        byLocality({ failoverPriority }),
      ),
    );

  it('prefers those that share more of the labels, from the first on', () => {
    const labels = { key: 'value', network: 'n2', cluster: 'c2' };
    expect(at(labels, ['key', 'network', 'cluster'])).to.deep.equal({ all: 0, two: 1, first: 2, none: 3 });
  });

  it('compares with a value that is given instead of the client’s own', () => {
    expect(at({ network: 'n2' }, ['network=n1'])).to.deep.equal({ none: 0, first: 0, all: 1, two: 1 });
  });

  it('leaves one priority where nothing is shared', () => {
    expect(new Set(Object.values(at({ key: 'other' }, ['key=nobody'])))).to.deep.equal(new Set([0]));
  });

  it('takes a label that the client does not have for an empty one', () => {
    expect(at({}, ['key'])).to.deep.equal({ none: 0, all: 1, first: 1, two: 1 });
  });

  it('knows that client and endpoints are in one cluster, unless the client says otherwise', () => {
    const wanted = ['topology.istio.io/cluster', 'key=value'];
    expect(at({}, wanted)).to.deep.equal({ all: 0, first: 0, two: 0, none: 1 });
    const elsewhere = topologyOf(createProxy({ cluster: 'elsewhere' }));
    const found = preferred(groupByLocality(endpoints), elsewhere, byLocality({ failoverPriority: wanted }));
    expect(new Set(Object.values(priorities(found)))).to.deep.equal(new Set([0]));
  });

  it('goes on comparing in another network, if the network is asked for first', () => {
    const wanted = ['topology.istio.io/network', 'app', 'tier'];
    const groups = groupByLocality([
      placed('here', '', { network: 'one', labels: { app: 'web', tier: 't' } }),
      placed('here-but', '', { network: 'one', labels: { app: 'api' } }),
      placed('there', '', { network: 'two', labels: { app: 'web', tier: 't' } }),
      placed('there-but', '', { network: 'two', labels: { app: 'api' } }),
    ]);
    const proxy = createProxy({ network: 'one', labels: { app: 'web', tier: 't' } });
    const found = preferred(groups, topologyOf(proxy), byLocality({ failoverPriority: wanted }));
    expect(priorities(found)).to.deep.equal({ here: 0, 'here-but': 1, there: 2, 'there-but': 3 });
  });
});

describe('the preference of localities, whatever it is', () => {
  const step = fc.constantFrom('eu', 'us', 'asia');
  const locality = fc
    .tuple(step, fc.constantFrom('', 'a', 'b'), fc.constantFrom('', 'x', 'y'))
    .map(([region, zone, subZone]) => [region, zone, zone && subZone].filter(Boolean).join('/'));
  const endpoints = fc
    .array(fc.record({ locality, weight: fc.nat(5), app: fc.constantFrom('web', 'api') }), { maxLength: 12 })
    .map((all) => all.map((e, i) => placed(`10.0.0.${i}`, e.locality, { ...e, labels: { app: e.app } })));
  const failover = fc.array(fc.record({ from: step, to: step }), { maxLength: 2 });
  const failoverPriority = fc.subarray(['app', 'topology.kubernetes.io/region=us', 'tier']);
  const settings = fc.record({ failover, failoverPriority });
  const preference: fc.Arbitrary<LocalityPreference> = fc.oneof(
    settings.map((setting) => byLocality(setting)),
    fc.record({ kind: fc.constant('zone-aware' as const), setting: settings, isOff: fc.boolean() }),
  );
  const addresses = (groups: readonly LocalityGroup[]) =>
    groups.flatMap((g) => g.members.map((m) => m.endpoint.address)).sort();

  it('keeps every endpoint, once, and its locality', () => {
    fc.assert(
      fc.property(endpoints, preference, (all, p) => {
        const groups = preferred(groupByLocality(all), client, p);
        expect(addresses(groups)).to.deep.equal(all.map((e) => e.endpoint.address).sort());
        for (const { locality: of, members } of groups) {
          const text = [of.region, of.zone, of.sub_zone].filter(Boolean).join('/');
          for (const { endpoint } of members) expect(endpoint.locality).to.equal(text);
        }
      }),
    );
  });

  it('gives priorities from 0 without gaps, and each group the weight of its endpoints', () => {
    fc.assert(
      fc.property(endpoints, preference, (all, p) => {
        const groups = preferred(groupByLocality(all), client, p);
        const used = [...new Set(groups.map((g) => g.priority))].sort((a, b) => a - b);
        expect(used).to.deep.equal([...used.keys()]);
        for (const { members, weight } of groups) {
          expect(weight).to.equal(members.reduce((sum, m) => sum + (m.endpoint.weight || 1), 0));
        }
      }),
    );
  });

  it('does not depend on the order of the endpoints', () => {
    fc.assert(
      fc.property(
        endpoints.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        preference,
        ([all, shuffled], p) => {
          const [a, b] = [all, shuffled].map((e) => priorities(preferred(groupByLocality(e), client, p)));
          expect(a).to.deep.equal(b);
        },
      ),
    );
  });

  it('never prefers what is farther away, without labels and regions to fail over to', () => {
    const shared = (text: string) => {
      const steps = text.split('/');
      const own = ['eu', 'a', 'x'];
      const differs = own.findIndex((s, i) => (steps[i] ?? '') !== s);
      return differs < 0 ? own.length : differs;
    };
    fc.assert(
      fc.property(endpoints, (all) => {
        const found = priorities(preferred(groupByLocality(all), client, byLocality({})));
        for (const a of all) {
          for (const b of all) {
            if (shared(a.endpoint.locality) <= shared(b.endpoint.locality)) continue;
            expect(found[a.endpoint.address]).to.be.below(found[b.endpoint.address] ?? 0);
          }
        }
      }),
    );
  });

  it('splits a share by weight: no part is smaller than its due, nor larger by one', () => {
    const shares = fc
      .tuple(fc.integer({ min: 1, max: 98 }), fc.integer({ min: 1, max: 98 }))
      .map(([a, b]) => {
        const eu = Math.max(1, Math.round((100 * a) / (a + b)));
        return { 'eu/*': Math.min(eu, 99), 'us/*': 100 - Math.min(eu, 99) };
      });
    fc.assert(
      fc.property(endpoints, shares, (all, to) => {
        const before = groupByLocality(all);
        const after = preferred(before, client, byLocality({ distribute: [{ from: '*', to }] }, false));
        for (const [region, share] of [
          ['eu', to['eu/*']],
          ['us', to['us/*']],
        ] as const) {
          const own = before.flatMap((g, i) => (g.locality.region === region ? [i] : []));
          const total = own.reduce((sum, i) => sum + before[i]!.weight, 0);
          for (const i of own) {
            const due = (before[i]!.weight * share) / total;
            expect(after[i]!.weight).to.be.within(due, due + 1);
            expect(after[i]!.members).to.deep.equal(before[i]!.members);
          }
        }
        for (const {
          locality: { region },
          members,
        } of after) {
          if (region === 'asia') expect(members).to.be.empty;
        }
      }),
    );
  });

  it('is none without failures that show', () => {
    fc.assert(
      fc.property(endpoints, settings, (all, setting) => {
        const groups = groupByLocality(all);
        expect(preferred(groups, client, byLocality(setting, false))).to.equal(groups);
      }),
    );
  });
});
