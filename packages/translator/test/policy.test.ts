import type { TrafficPolicy } from '@xdsim/api';
import type { MergedRule } from '@xdsim/registry';
import { expect } from 'chai';
import { effectivePolicy } from '../src/policy/effective-policy.js';
import { hashPolicy } from '../src/policy/hash-policy.js';
import { duration, seconds } from '../src/seconds.js';

const rule = (trafficPolicy: TrafficPolicy): MergedRule => ({
  host: 's.com',
  namespace: 'default',
  exportTo: [],
  trafficPolicy,
  subsets: [],
  sources: [],
});

describe('the effective traffic policy', () => {
  const pool = { tcp: { maxConnections: 1 } };
  const random = { loadBalancer: { simple: 'RANDOM' } } as const;
  const roundRobin = { loadBalancer: { simple: 'ROUND_ROBIN' } } as const;
  const tls = { tls: { mode: 'SIMPLE' } } as const;

  it('is the rule without its port-level settings', () => {
    expect(effectivePolicy(rule({ ...random, portLevelSettings: [] }), 80)).to.deep.equal(random);
  });

  it('is nothing without a rule', () => {
    expect(effectivePolicy(undefined, 80)).to.deep.equal({});
  });

  it('of a port with settings is those alone: nothing is inherited', () => {
    const policy = rule({
      ...random,
      connectionPool: pool,
      retryBudget: { percent: 5 },
      portLevelSettings: [{ port: { number: 80 }, ...roundRobin }],
    });
    expect(effectivePolicy(policy, 80)).to.deep.equal(roundRobin);
    expect(effectivePolicy(policy, 90)).to.deep.equal({
      ...random,
      connectionPool: pool,
      retryBudget: { percent: 5 },
    });
  });

  it('of a subset replaces whole blocks and keeps the others', () => {
    const subset = { name: 'v1', trafficPolicy: { connectionPool: { http: { maxRetries: 3 } } } };
    expect(effectivePolicy(rule({ ...random, connectionPool: pool }), 80, subset)).to.deep.equal({
      ...random,
      connectionPool: { http: { maxRetries: 3 } },
    });
  });

  it('of a subset with settings for the port loses even what those do not mention, but for the retry budget', () => {
    const subset = {
      name: 'v1',
      trafficPolicy: { ...tls, portLevelSettings: [{ port: { number: 80 }, ...roundRobin }] },
    };
    const policy = rule({ ...random, connectionPool: pool, retryBudget: { percent: 5 } });
    expect(effectivePolicy(policy, 80, subset)).to.deep.equal({ ...roundRobin, retryBudget: { percent: 5 } });
    expect(effectivePolicy(policy, 90, subset)).to.deep.equal({
      ...random,
      ...tls,
      connectionPool: pool,
      retryBudget: { percent: 5 },
    });
  });
});

describe('the hash policy', () => {
  it('of a cookie tells a ttl of zero from none: with it Envoy makes the cookie, without it never', () => {
    expect(hashPolicy({ httpCookie: { name: 'user', ttl: '0s' } })).to.deep.equal({
      cookie: { name: 'user', ttl: '0s' },
    });
    expect(hashPolicy({ httpCookie: { name: 'user' } })).to.deep.equal({ cookie: { name: 'user' } });
  });

  it('of a cookie keeps path and attributes', () => {
    const httpCookie = {
      name: 'user',
      ttl: '1h',
      path: '/a',
      attributes: [{ name: 'SameSite', value: 'Lax' }],
    };
    expect(hashPolicy({ httpCookie })).to.deep.equal({ cookie: { ...httpCookie, ttl: '3600s' } });
  });

  it('of the source address keeps the value as it is written', () => {
    expect(hashPolicy({ useSourceIp: false })).to.deep.equal({ connection_properties: { source_ip: false } });
  });

  it('is none where nothing is hashed', () => {
    expect(hashPolicy(undefined)).to.equal(undefined);
    expect(hashPolicy({})).to.equal(undefined);
  });
});

describe('durations', () => {
  const cases: [string, string][] = [
    ['10s', '10s'],
    ['500ms', '0.500s'],
    ['1h2m', '3720s'],
    ['1500ms', '1.500s'],
    ['0s', '0s'],
  ];
  for (const [written, expected] of cases) {
    it(`${written} is ${expected} in proto3 JSON`, () => expect(duration(written)).to.equal(expected));
  }
  it('of fractions of a millisecond keep them', () => expect(seconds(1000.5)).to.equal('1.000500000s'));
});
