import {
  resource,
  resourceSet,
  typeUrls,
  type Resource,
  type ResourceSet,
  type ResourceType,
} from '@xdsim/envoy';
import { expect } from 'chai';
import fc from 'fast-check';
import { leadsTo } from '../src/order/leads-to.js';
import {
  openStream,
  step,
  type Effect,
  type Protocol,
  type Response,
  type StreamEvent,
} from '../src/index.js';
import type { Request } from './model-client.js';
import { connectionManager, make } from './fixtures.js';

/** A mesh in short: which clusters there are, and where what is in it leads. */
interface Mesh {
  readonly clusters: readonly string[];
  /** Of a route configuration that is there from the beginning. */
  readonly routes: readonly string[];
  /** Of a TCP listener, if there is one. */
  readonly tcp?: string | undefined;
  /** Of a second route configuration, with a listener of its own, if there is one. */
  readonly more?: readonly string[] | undefined;
}

const forward = (name: string, i: number) =>
  [
    { match: { prefix: '/' }, route: { cluster: name } },
    { match: { prefix: '/' }, route: { weighted_clusters: { clusters: [{ name, weight: 1 }] } } },
    { match: { prefix: '/' }, route: { cluster: 'base', request_mirror_policies: [{ cluster: name }] } },
  ][i % 3]!;

const routeConfiguration = (name: string, targets: readonly string[]) =>
  resource('routes', {
    name,
    virtual_hosts: [{ name: 'v', domains: ['*'], routes: targets.map(forward) }],
  });

const httpListener = (name: string) =>
  resource('listeners', {
    name,
    filter_chains: [{ filters: [{ name: 'hcm', typed_config: connectionManager(name) }] }],
  });

const tcpListener = (cluster: string) =>
  resource('listeners', {
    name: 'tcp',
    filter_chains: [
      {
        filters: [
          {
            name: 'tcp',
            typed_config: {
              '@type': 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
              stat_prefix: 'tcp',
              cluster,
            },
          },
        ],
      },
    ],
  });

function published({ clusters, routes, tcp, more }: Mesh): ResourceSet {
  const all: readonly Resource[] = [...new Set([...clusters, 'base']).values()].flatMap((name) => [
    make('clusters', name),
    make('endpoints', name),
  ]);
  return resourceSet([
    ...all,
    httpListener('web'),
    routeConfiguration('web', routes),
    ...(tcp === undefined ? [] : [tcpListener(tcp)]),
    ...(more === undefined ? [] : [httpListener('more'), routeConfiguration('more', more)]),
  ]);
}

/** Envoy, as far as it matters here: it serves by a listener when that has its routes, and a cluster when it has endpoints. */
function envoy(protocol: Protocol) {
  const held = {
    clusters: new Map<string, Resource>(),
    endpoints: new Map<string, Resource>(),
    listeners: new Map<string, Resource>(),
    routes: new Map<string, Resource>(),
  };
  type Type = keyof typeof held;
  const warm = new Set<string>();
  const nonces = new Map<Type, string>();
  const asked = { endpoints: [] as readonly string[], routes: ['web'] as readonly string[] };
  let hasNode = false;

  function say(type: Type, fields: Request): Request {
    const node = hasNode ? {} : { node: { id: 'web-1' } };
    hasNode = true;
    return { ...node, type_url: typeUrls[type], ...fields };
  }
  const listOf = (type: Type): readonly string[] =>
    type === 'endpoints' || type === 'routes' ? asked[type] : [];

  function askFor(type: 'endpoints' | 'routes', names: readonly string[]): readonly Request[] {
    const more = names.filter((name) => !asked[type].includes(name));
    const fewer = asked[type].filter((name) => !names.includes(name));
    if (more.length + fewer.length === 0) return [];
    asked[type] = names;
    for (const name of fewer) held[type].delete(name);
    return [
      protocol === 'sotw'
        ? say(type, { resource_names: names, response_nonce: nonces.get(type) ?? '' })
        : say(type, { resource_names_subscribe: more, resource_names_unsubscribe: fewer }),
    ];
  }

  return {
    held,
    /** Where what it serves by leads although nothing is there: requests to it fail. */
    broken: () =>
      [...held.listeners.values(), ...held.routes.values()]
        .filter(({ type, name }) => type === 'listeners' || held.listeners.has(name))
        .flatMap((one) => [...leadsTo(one)].filter((name) => !warm.has(name))),
    hello: () => [
      say('clusters', {}),
      say('listeners', {}),
      protocol === 'sotw'
        ? say('routes', { resource_names: ['web'] })
        : say('routes', { resource_names_subscribe: ['web'] }),
    ],
    read({ typeUrl, nonce, resources, removed }: Response): readonly Request[] {
      const type = (Object.keys(held) as Type[]).find((key) => typeUrls[key as ResourceType] === typeUrl)!;
      nonces.set(type, nonce);
      const isWhole = protocol === 'sotw' && (type === 'clusters' || type === 'listeners');
      const present = new Set(resources.map(({ name }) => name));
      const left = isWhole ? [...held[type].keys()].filter((name) => !present.has(name)) : removed;
      for (const name of left) {
        held[type].delete(name);
        if (type === 'clusters') warm.delete(name);
      }
      for (const one of resources) {
        // Envoy drops what it asks for no more.
        if ((type === 'endpoints' || type === 'routes') && !asked[type].includes(one.name)) continue;
        held[type].set(one.name, one);
        if (type === 'endpoints' && held.clusters.has(one.name)) warm.add(one.name);
      }
      const ack = say(type, {
        response_nonce: nonce,
        ...(protocol === 'sotw' ? { resource_names: listOf(type) } : {}),
      });
      if (type === 'clusters') return [ack, ...askFor('endpoints', [...held.clusters.keys()])];
      const names = [...held.listeners.keys()].filter((name) => name !== 'tcp');
      return type === 'listeners' ? [ack, ...askFor('routes', names)] : [ack];
    },
  };
}

/** A server and a client that talk at any pace. */
function talk(protocol: Protocol) {
  let state = openStream(protocol);
  const client = envoy(protocol);
  const toServer: Request[] = [...client.hello()];
  const toClient: Response[] = [];
  const effects: Effect[] = [];
  let generation = 0;
  function feed(event: StreamEvent): void {
    const [next, made] = step(state, event);
    state = next;
    effects.push(...made);
    for (const effect of made) if (effect.kind === 'send') toClient.push(effect.response);
  }
  const serverReads = (): void => {
    const request = toServer.shift();
    if (request) feed({ kind: 'request', request });
  };
  const clientReads = (): void => {
    const response = toClient.shift();
    if (response) toServer.push(...client.read(response));
  };
  return {
    client,
    serverReads,
    clientReads,
    state: () => state,
    effects: () => effects,
    publish(mesh: Mesh) {
      generation += 1;
      feed({ kind: 'publish', resources: published(mesh), generation });
    },
    /** What is missing is not waited for any longer. */
    timeUp: () => feed({ kind: 'targets-time-up', generation }),
    rest(after: () => void = () => undefined) {
      while (toServer.length + toClient.length > 0) {
        serverReads();
        clientReads();
        after();
      }
    },
  };
}

const names = Array.from({ length: 12 }, (_, i) => `c${i}`);
const name = fc.constantFrom(...names);
const some = fc.uniqueArray(name, { maxLength: 8 });
const mesh: fc.Arbitrary<Mesh> = fc.record({
  clusters: fc.uniqueArray(name, { maxLength: 12 }),
  routes: some,
  tcp: fc.option(name, { nil: undefined }),
  more: fc.option(some, { nil: undefined }),
});
/** All that it leads to is there. */
const whole = mesh.map((one): Mesh => ({
  ...one,
  clusters: [
    ...new Set([...one.clusters, ...one.routes, ...(one.more ?? []), ...(one.tcp ? [one.tcp] : [])]),
  ],
}));
const command = fc.oneof(
  { weight: 2, arbitrary: mesh },
  {
    weight: 4,
    arbitrary: fc.constantFrom('server reads' as const, 'client reads' as const, 'rest' as const),
  },
);

for (const protocol of ['sotw', 'delta'] as const)
  describe(`what leads to clusters, on ${protocol}`, () => {
    it('rules 50, 51: leads nowhere where nothing is, in whatever pieces a change comes, and is what is published at last', () => {
      fc.assert(
        fc.property(whole, fc.array(command, { maxLength: 100 }), whole, (first, commands, last) => {
          const { client, state, publish, rest, serverReads, clientReads } = talk(protocol);
          publish(first);
          rest();
          const check = () => expect(client.broken()).to.deep.equal([]);
          for (const one of commands) {
            if (one === 'server reads') serverReads();
            else if (one === 'client reads') clientReads();
            else if (one === 'rest') rest(check);
            else publish(one);
            check();
          }
          publish(last);
          rest(check);
          expect([...state().postponed.keys(), ...state().retained]).to.deep.equal([]);
          const goal = published(last);
          for (const type of ['clusters', 'listeners', 'routes'] as const)
            expect(versionsOf(client.held[type]), type).to.deep.equal(versionsOf(goal[type]));
        }),
        { numRuns: 1500 },
      );
    }).timeout(120_000);

    it('is as published when its time is up, missing or not', () => {
      fc.assert(
        fc.property(whole, fc.array(mesh, { minLength: 1, maxLength: 6 }), (first, others) => {
          const { client, state, publish, rest, timeUp } = talk(protocol);
          publish(first);
          rest();
          for (const one of others) publish(one);
          rest();
          timeUp();
          rest();
          expect([...state().postponed.keys(), ...state().retained]).to.deep.equal([]);
          const goal = published(others.at(-1)!);
          for (const type of ['clusters', 'listeners', 'routes'] as const)
            expect(versionsOf(client.held[type]), type).to.deep.equal(versionsOf(goal[type]));
        }),
        { numRuns: 1000 },
      );
    }).timeout(120_000);

    it('waits once for what never comes, and says since when', () => {
      const { client, state, effects, publish, rest, timeUp } = talk(protocol);
      publish({ clusters: ['a'], routes: ['a'] });
      rest();
      publish({ clusters: ['a'], routes: ['b'] });
      rest();
      const waits = () => effects().flatMap((e) => (e.kind === 'wait-for-targets' ? [e.generation] : []));
      expect(waits()).to.deep.equal([2]);
      expect([...state().postponed]).to.deep.equal([['routes/web', 2]]);
      expect(state().types.get(typeUrls.routes)?.held, 'it has not got the second').to.equal(1);
      timeUp();
      rest();
      expect(client.broken()).to.deep.equal(['b']);
      publish({ clusters: ['a', 'c'], routes: ['b', 'c'] });
      rest();
      expect(waits(), 'what it leads to already is no news').to.deep.equal([2]);
      expect([...leadsTo(client.held.routes.get('web')!)].sort()).to.include.members(['b', 'c']);
    });

    it('keeps a cluster for a listener that leads there, until that leads elsewhere', () => {
      const { client, publish, rest } = talk(protocol);
      publish({ clusters: ['a'], routes: [], tcp: 'a' });
      rest();
      publish({ clusters: ['b'], routes: [], tcp: 'a' });
      rest();
      expect([...client.held.clusters.keys()].sort()).to.deep.equal(['a', 'b', 'base']);
      publish({ clusters: ['b'], routes: [], tcp: 'b' });
      rest();
      expect([...client.held.clusters.keys()].sort()).to.deep.equal(['b', 'base']);
      expect(client.broken()).to.deep.equal([]);
    });
  });

const versionsOf = (all: ReadonlyMap<string, Resource>) =>
  [...all].map(([key, { version }]) => `${key} ${version}`).sort();
