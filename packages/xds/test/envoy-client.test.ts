import { resource, resourceSet, resourceTypes, type Resource, type ResourceType } from '@xdsim/envoy';
import { expect } from 'chai';
import fc from 'fast-check';
import { openStream, settled, step, type Protocol, type Response, type StreamEvent } from '../src/index.js';
import { connectionManager } from './fixtures.js';
import { createEnvoy, needsOf } from './envoy-client.js';
import type { Request } from './model-client.js';

interface World {
  readonly clusters: Readonly<Record<string, Cluster | undefined>>;
  readonly endpoints: Readonly<Record<string, number>>;
  readonly listeners: Readonly<
    Record<string, { readonly routes: string; readonly variant: number } | undefined>
  >;
  readonly routes: Readonly<Record<string, readonly string[]>>;
}
interface Cluster {
  readonly kind: 'own' | 'shared' | 'static';
  readonly variant: number;
}

const bad = 3;
const variant = fc.integer({ min: 1, max: 2 });

// After a reconnect the version of an assignment tells of the cluster of the same name only.
const worldOf = (isBadAllowed: boolean): fc.Arbitrary<World> => {
  const kinds = isBadAllowed ? (['own', 'shared', 'static'] as const) : (['own', 'static'] as const);
  const cluster = fc.record({
    kind: fc.constantFrom<Cluster['kind']>(...kinds),
    variant: isBadAllowed ? fc.integer({ min: 1, max: bad }) : variant,
  });
  const perhaps = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined, freq: 3 });
  const listener = fc.record({ routes: fc.constantFrom('r', 's'), variant });
  const some = fc.subarray(['a', 'b', 'c']);
  return fc.record({
    clusters: fc.record({ a: perhaps(cluster), b: perhaps(cluster), c: perhaps(cluster) }),
    endpoints: fc.record({ a: fc.nat(2), b: fc.nat(2), c: fc.nat(2), shared: fc.nat(2) }),
    listeners: fc.record({ l: listener, m: perhaps(listener) }),
    routes: fc.record({ r: some, s: some }),
  });
};

/** With a listener, as there is always one: what is the first has nothing to break, and waits for nothing. */
const empty: World = {
  clusters: {},
  endpoints: {},
  listeners: { l: { routes: 'r', variant: 1 } },
  routes: { r: [] },
};

/** The resources of a world: what leads somewhere leads to what is there. */
function resourcesOf(world: World): readonly Resource[] {
  // As in every mesh, one is always there: an Envoy that comes back is told by it from one that begins.
  const all = { ...world.clusters, z: { kind: 'static', variant: 1 } as Cluster };
  const clusters = Object.entries(all).flatMap(([name, one]) => (one ? [{ name, ...one }] : []));
  const present = new Set(clusters.map(({ name }) => name));
  const named = new Set(
    clusters.flatMap(({ name, kind }) => (kind === 'own' ? name : kind === 'shared' ? 'shared' : [])),
  );
  const listeners = Object.entries(world.listeners).flatMap(([name, one]) => (one ? [{ name, ...one }] : []));
  const used = new Set(listeners.map(({ routes }) => routes));
  return [
    ...clusters.map(({ name, kind, variant: n }) =>
      resource('clusters', {
        name,
        type: kind === 'static' ? 'STATIC' : 'EDS',
        connect_timeout: `${n}s`,
        ...(kind !== 'static' && { eds_cluster_config: kind === 'shared' ? { service_name: 'shared' } : {} }),
      }),
    ),
    ...Object.entries(world.endpoints).flatMap(([name, n]) =>
      n > 0 && named.has(name)
        ? [resource('endpoints', { cluster_name: name, endpoints: [{ priority: n }] })]
        : [],
    ),
    ...listeners.map(({ name, routes, variant: n }) =>
      resource('listeners', {
        name,
        stat_prefix: String(n),
        filter_chains: [{ filters: [{ name: 'hcm', typed_config: connectionManager(routes) }] }],
      }),
    ),
    ...Object.entries(world.routes).flatMap(([name, all]) => {
      const domains = all.filter((one) => present.has(one));
      const hosts = [{ name: 'v', domains: domains.length > 0 ? domains : ['none'] }];
      return used.has(name) ? [resource('routes', { name, virtual_hosts: hosts })] : [];
    }),
  ];
}

type Command =
  | { readonly publish: World }
  | { readonly say: ResourceType }
  /** So many rounds in which everybody says and reads one thing, but for one type that is not spoken of. */
  | { readonly rounds: number; readonly without: ResourceType | undefined }
  | 'server reads'
  | 'client reads'
  | 'reconnect';

interface Run {
  readonly protocol: Protocol;
  readonly asksAgain: boolean;
  readonly commands: readonly Command[];
}

function run({ protocol, asksAgain, commands }: Run) {
  const isBad = ({ type, message }: Resource) =>
    type === 'clusters' && (message as { connect_timeout?: string }).connect_timeout === `${bad}s`;
  const envoy = createEnvoy({ protocol, asksAgain, isBad });
  let streams = 1;
  let state = openStream(protocol, { noncePrefix: '1.' });
  let toServer: Request[] = [];
  let toClient: Response[] = [];
  let generation = 0;
  let waiting = -1;
  let responses = 0;
  let content: readonly Resource[] = [];
  let isCalm = true;
  /** Assignments that are needed and not there, since they were published last. */
  const withoutHosts = new Set<string>();

  function feed(event: StreamEvent): void {
    const [next, effects] = step(state, event);
    state = next;
    for (const effect of effects) {
      if (effect.kind === 'wait') waiting = effect.generation;
      if (effect.kind !== 'send') continue;
      const names = [...effect.response.resources.map(({ name }) => name), ...effect.response.removed];
      expect(new Set(names).size, `no name twice in ${names.join(' ')}`).to.equal(names.length);
      responses += 1;
      toClient.push(effect.response);
    }
  }
  function publish(world: World): void {
    content = resourcesOf(world);
    generation += 1;
    const assigned = new Set(content.flatMap(({ type, name }) => (type === 'endpoints' ? name : [])));
    for (const name of content.flatMap((one) => (one.type === 'clusters' ? (needsOf(one) ?? []) : [])))
      if (assigned.has(name)) withoutHosts.delete(name);
      else withoutHosts.add(name);
    if (content.some(isBad)) isCalm = false;
    feed({ kind: 'publish', resources: resourceSet(content), generation });
  }
  function say(type: ResourceType): boolean {
    const request = envoy.say(type);
    if (request) toServer.push(request);
    return request !== undefined;
  }
  function serverReads(): void {
    const request = toServer.shift();
    if (request) feed({ kind: 'request', request });
  }
  function clientReads(): void {
    const response = toClient.shift();
    if (response) envoy.read(response);
    if (!isCalm) return;
    expect(envoy.broken(), 'no route leads to a cluster that is not in use').to.deep.equal([]);
    const emptied = envoy.emptied().filter((name) => !withoutHosts.has(name));
    expect(emptied, 'no cluster loses its endpoints before it changes or goes').to.deep.equal([]);
  }
  function obey(command: Command): void {
    if (command === 'server reads') serverReads();
    else if (command === 'client reads') clientReads();
    else if (command === 'reconnect') {
      // On state of the world what is left of a change that was made meanwhile is not known.
      if (protocol === 'sotw') isCalm = false;
      [toServer, toClient, waiting] = [[], [], -1];
      streams += 1;
      state = openStream(protocol, { noncePrefix: `${streams}.` });
      envoy.reconnect();
      if (generation > 0) feed({ kind: 'publish', resources: resourceSet(content), generation });
    } else if ('publish' in command) publish(command.publish);
    else if ('say' in command) say(command.say);
    else for (let i = 0; i < command.rounds; i += 1) talk(command.without);
  }
  function talk(without?: ResourceType): void {
    for (const type of resourceTypes) if (type !== without) say(type);
    serverReads();
    clientReads();
  }
  /** Lets everybody say and read everything. */
  function rest(): void {
    for (let turns = 0; ; turns += 1) {
      expect(turns, 'it comes to rest').to.be.lessThan(500);
      const isBusy = resourceTypes.map(say).some(Boolean) || toServer.length + toClient.length > 0;
      if (!isBusy && waiting <= state.timeUp) return;
      if (!isBusy) {
        const isOver = settled(state, generation);
        expect(isOver || !isCalm || streams > 1, 'who answers waits for nothing to be given up').to.equal(
          true,
        );
        isCalm &&= isOver;
        feed({ kind: 'time-up', generation: waiting });
      }
      while (toServer.length > 0) serverReads();
      clientReads();
    }
  }

  publish(empty);
  rest();
  commands.forEach(obey);
  const last = commands.findLast(
    (one): one is { publish: World } => typeof one === 'object' && 'publish' in one,
  );
  const world = last?.publish ?? empty;
  const mended = Object.entries(world.clusters).map(
    ([name, one]) => [name, one && { ...one, variant: Math.min(one.variant, 2) }] as const,
  );
  publish({ ...world, clusters: Object.fromEntries(mended) });
  rest();

  const published = resourceSet(content);
  expect(settled(state, generation), 'it is settled').to.equal(true);
  expect(envoy.warming.clusters.size + envoy.warming.listeners.size, 'nothing warms for ever').to.equal(0);
  for (const type of ['clusters', 'listeners'] as const)
    expect(
      Object.fromEntries([...envoy.active[type]].map(([name, { resource: one }]) => [name, one.version])),
      type,
    ).to.deep.equal(Object.fromEntries([...published[type]].map(([name, one]) => [name, one.version])));
  for (const [name, one] of published.routes)
    expect(envoy.routes.get(name)?.bytes, `routes ${name}`).to.deep.equal(one.bytes);
  for (const { needs } of envoy.active.clusters.values()) {
    const there = needs && published.endpoints.get(needs);
    if (there) expect(envoy.endpoints.get(needs)?.bytes, `endpoints ${needs}`).to.deep.equal(there.bytes);
  }
  expect(envoy.broken(), 'every route leads somewhere').to.deep.equal([]);
  expect(responses, 'responses have reasons').to.be.below(20 + 12 * (commands.length + 4));
  publish({ ...world, clusters: Object.fromEntries(mended) });
  expect(toClient, 'nothing new is nothing said').to.deep.equal([]);
}

const rounds = fc.record({
  rounds: fc.integer({ min: 1, max: 12 }),
  without: fc.option(fc.constantFrom(...resourceTypes), { nil: undefined }),
});

const commandsOf = (kind: 'rejections' | 'reconnects') =>
  fc.array(
    fc.oneof(
      { weight: 2, arbitrary: fc.record({ publish: worldOf(kind === 'rejections') }) },
      { weight: 1, arbitrary: fc.constant({ publish: empty }) },
      { weight: 6, arbitrary: fc.record({ say: fc.constantFrom(...resourceTypes) }) },
      { weight: 4, arbitrary: rounds },
      { weight: 6, arbitrary: fc.constantFrom('server reads' as const, 'client reads' as const) },
      { weight: kind === 'reconnects' ? 1 : 0, arbitrary: fc.constant('reconnect' as const) },
    ) as fc.Arbitrary<Command>,
    { maxLength: 40 },
  );

describe('an Envoy, made after what is known of its muxes', function () {
  this.timeout(120_000);
  for (const protocol of ['sotw', 'delta'] as const)
    for (const kind of ['rejections', 'reconnects'] as const)
      it(`rules 46, 48, 50 and 51: ends with what is published, whatever the pace, the changes and the ${kind} (${protocol})`, () => {
        fc.assert(
          fc.property(commandsOf(kind), fc.boolean(), (commands, asksAgain) =>
            run({ protocol, asksAgain, commands }),
          ),
          { numRuns: 1000 },
        );
      });
});
