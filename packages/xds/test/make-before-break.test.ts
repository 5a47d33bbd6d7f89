import { resourceSet, resource, typeUrls, type Resource, type ResourceType } from '@xdsim/envoy';
import { expect } from 'chai';
import fc from 'fast-check';
import { openStream, step, type Protocol, type Response, type StreamEvent } from '../src/index.js';
import type { Request } from './model-client.js';
import { make } from './fixtures.js';

/** What a mesh of some services is published as: a cluster and its endpoints each, and one route to all of them. */
function mesh(services: ReadonlySet<string>): readonly Resource[] {
  const names = [...services].sort();
  return [
    ...names.flatMap((name) => [make('clusters', name), make('endpoints', name)]),
    make('listeners', 'l'),
    resource('routes', {
      name: 'l',
      virtual_hosts: [{ name: 'v', domains: names.length ? names : ['none'] }],
    }),
  ];
}

const servicesOf = (routes: Resource): readonly string[] =>
  ((routes as Resource<'routes'>).message.virtual_hosts?.[0]?.domains ?? []).filter(
    (name) => name !== 'none',
  );

/** Envoy, as far as it matters here: a cluster is in use once it got its endpoints. */
function envoy(protocol: Protocol) {
  const clusters = new Set<string>();
  const warm = new Set<string>();
  let routed: readonly string[] = [];
  let asked: readonly string[] = [];
  let hasNode = false;

  function say(type: ResourceType, fields: Request): Request {
    const node = hasNode ? {} : { node: { id: 'web-1' } };
    hasNode = true;
    return { ...node, type_url: typeUrls[type], ...fields };
  }
  const names: Partial<Record<ResourceType, readonly string[]>> = { routes: ['l'] };
  const ask = (type: ResourceType, more: readonly string[], fewer: readonly string[] = []): Request =>
    protocol === 'sotw'
      ? say(type, { resource_names: names[type] ?? [], response_nonce: nonces.get(type) ?? '' })
      : say(type, { resource_names_subscribe: more, resource_names_unsubscribe: fewer });
  const nonces = new Map<ResourceType, string>();

  return {
    /** Services to which a route leads and which are not ready: requests to them fail. */
    broken: () => routed.filter((service) => !warm.has(service)),
    hello: () => [ask('clusters', []), ask('listeners', []), ask('routes', ['l'])],
    read({ typeUrl, nonce, resources, removed }: Response): readonly Request[] {
      const type =
        (Object.keys(typeUrls) as ResourceType[]).find((key) => typeUrls[key] === typeUrl) ?? 'routes';
      nonces.set(type, nonce);
      const ack = say(type, {
        response_nonce: nonce,
        ...(protocol === 'sotw' ? { resource_names: names[type] ?? [] } : {}),
      });
      if (type === 'routes') for (const one of resources) routed = servicesOf(one);
      if (type === 'endpoints') for (const { name } of resources) if (clusters.has(name)) warm.add(name);
      if (type !== 'clusters') return [ack];

      const present = new Set(resources.map(({ name }) => name));
      const left = protocol === 'sotw' ? [...clusters].filter((name) => !present.has(name)) : removed;
      for (const name of left) {
        clusters.delete(name);
        warm.delete(name);
      }
      for (const name of present) clusters.add(name);
      const more = [...clusters].filter((name) => !asked.includes(name));
      const fewer = asked.filter((name) => !clusters.has(name));
      asked = [...clusters];
      names.endpoints = asked;
      return more.length + fewer.length > 0 ? [ack, ask('endpoints', more, fewer)] : [ack];
    },
  };
}

const services = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 });
const command = fc.oneof(
  { weight: 1, arbitrary: services.map((names) => ({ publish: new Set(names) })) },
  { weight: 3, arbitrary: fc.constantFrom('server reads' as const, 'client reads' as const) },
);

for (const protocol of ['sotw', 'delta'] as const) {
  describe(`make before break on ${protocol}, whatever the pace`, () => {
    it('rules 50, 51: no route ever leads to a cluster that is not ready', () => {
      fc.assert(
        fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
          let state = openStream(protocol);
          const client = envoy(protocol);
          const toServer: Request[] = [...client.hello()];
          const toClient: Response[] = [];
          let generation = 0;
          function feed(event: StreamEvent): void {
            const [next, effects] = step(state, event);
            state = next;
            for (const effect of effects) if (effect.kind === 'send') toClient.push(effect.response);
          }
          function serverReads(): void {
            const request = toServer.shift();
            if (request) feed({ kind: 'request', request });
          }
          function clientReads(): void {
            const response = toClient.shift();
            if (response) toServer.push(...client.read(response));
            if (generation > 1) expect(client.broken()).to.deep.equal([]);
          }
          function publish(names: ReadonlySet<string>): void {
            generation += 1;
            feed({ kind: 'publish', resources: resourceSet(mesh(names)), generation });
          }
          function rest(): void {
            while (toServer.length + toClient.length > 0) {
              serverReads();
              clientReads();
            }
          }
          publish(new Set(['a']));
          rest();
          for (const one of commands) {
            if (one === 'server reads') serverReads();
            else if (one === 'client reads') clientReads();
            else publish(one.publish);
          }
          rest();
          expect(state.retained, 'and nothing is left over').to.deep.equal([]);
        }),
        { numRuns: 3000 },
      );
    });
  });
}
