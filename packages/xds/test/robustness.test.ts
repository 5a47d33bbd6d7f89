import { typeUrls } from '@xdsim/envoy';
import { expect } from 'chai';
import fc from 'fast-check';
import { encodeResponse, openStream, settled, statusOf, step, type StreamEvent } from '../src/index.js';
import { content } from './fixtures.js';

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const names = maybe(fc.array(fc.constantFrom('a', 'b', '*', '', '__proto__', 'é'), { maxLength: 4 }));

const request = fc.record({
  node: maybe(fc.constantFrom({ id: 'web-1' }, { id: '' }, {})),
  type_url: fc.constantFrom(...Object.values(typeUrls), 'type.googleapis.com/foo.Bar'),
  version_info: maybe(fc.constantFrom('', 'old')),
  response_nonce: maybe(fc.constantFrom('', '1', '2', '3', '4', '5', 'old')),
  error_detail: maybe(fc.constantFrom({}, { message: 'no' })),
  resource_names: names,
  resource_names_subscribe: names,
  resource_names_unsubscribe: names,
  initial_resource_versions: maybe(
    fc.dictionary(fc.constantFrom('a', 'ghost', ''), fc.constantFrom('', 'v1')),
  ),
});

const short = fc.constantFrom('', 'a', 'a b', 'a:2 b', 'b:2 c');
const event: fc.Arbitrary<StreamEvent> = fc.oneof(
  { weight: 4, arbitrary: request.map((request) => ({ kind: 'request' as const, request })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ clusters: short, endpoints: short, listeners: short, routes: short, generation: fc.nat(5) })
      .map(({ generation, ...types }) => ({
        kind: 'publish' as const,
        resources: content(types),
        generation,
      })),
  },
);

describe('robustness', () => {
  it('no sequence of requests makes a step throw, or send a response before the last of its type is answered', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('sotw', 'delta'),
        fc.array(event, { maxLength: 30 }),
        (protocol, events) => {
          const hello: StreamEvent = {
            kind: 'request',
            request: { node: { id: 'web-1' }, type_url: typeUrls.clusters },
          };
          let state = openStream(protocol);
          const inFlight = new Map<string, string>();
          const nonces = new Set<string>();
          for (const one of [hello, ...events]) {
            const [next, effects] = step(state, one);
            state = next;
            if (one.kind === 'request') {
              const { type_url: typeUrl = '', response_nonce: nonce } = one.request;
              if (inFlight.get(typeUrl) === nonce) inFlight.delete(typeUrl);
            }
            // A client answers no response of a type that it has no use for.
            for (const { typeUrl, watched } of statusOf(state).types) if (!watched) inFlight.delete(typeUrl);
            for (const effect of effects) {
              if (effect.kind !== 'send') continue;
              const { typeUrl, nonce } = effect.response;
              expect(inFlight.get(typeUrl)).to.equal(undefined);
              expect(nonces.has(nonce), 'a new nonce').to.equal(false);
              inFlight.set(typeUrl, nonce);
              nonces.add(nonce);
              encodeResponse(protocol, effect.response, 'test');
            }
            settled(state, 0);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});
