import { decode, DecodeError, encode, type DeltaDiscoveryRequest, type DiscoveryRequest } from '@xdsim/envoy';
import { expect } from 'chai';
import fc from 'fast-check';
import { decodeRequest, measureRequest, type Protocol } from '../src/index.js';

const messages = {
  sotw: 'envoy.service.discovery.v3.DiscoveryRequest',
  delta: 'envoy.service.discovery.v3.DeltaDiscoveryRequest',
} as const;

const namesOf = (count: number, prefix = 'outbound|80||service'): string[] =>
  Array.from({ length: count }, (_, i) => `${prefix}-${i}.example.com`);

const sotw = (request: DiscoveryRequest): Uint8Array => encode(messages.sotw, request);
const delta = (request: DeltaDiscoveryRequest): Uint8Array => encode(messages.delta, request);

function listIn(protocol: Protocol, bytes: Uint8Array): readonly string[] | undefined {
  const request: DiscoveryRequest & DeltaDiscoveryRequest = decodeRequest(protocol, bytes);
  return request.resource_names ?? request.resource_names_subscribe;
}

describe('decodeRequest', () => {
  it('reads what any other decoder reads', () => {
    const names = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 100 });
    const few = fc.record({ type_url: fc.string(), response_nonce: fc.string({ minLength: 1 }) });
    const check = (protocol: Protocol, bytes: Uint8Array) =>
      expect(decodeRequest(protocol, bytes)).to.deep.equal(decode(messages[protocol], bytes));
    fc.assert(
      fc.property(names, names, few, (some, others, rest) => {
        check('sotw', sotw({ node: { id: 'a', metadata: { x: [1, 2] } }, resource_names: some, ...rest }));
        const unsubscribe = { resource_names_unsubscribe: others };
        check('delta', delta({ resource_names_subscribe: some, ...unsubscribe, ...rest }));
        // A message in two halves is the two put together: lists go on.
        check(
          'sotw',
          Buffer.concat([sotw({ resource_names: some, ...rest }), sotw({ resource_names: others })]),
        );
      }),
    );
  });

  it('gives requests with the same long list the same array, whoever sends it', () => {
    const names = namesOf(1000);
    const first = listIn('sotw', sotw({ type_url: 'x', resource_names: names }));
    expect(first).to.deep.equal(names);
    expect(listIn('sotw', sotw({ type_url: 'y', response_nonce: '1', resource_names: names }))).to.equal(
      first,
    );
    expect(listIn('delta', delta({ resource_names_subscribe: names }))).to.equal(first);
    const others = names.with(500, 'outbound|80||service-x');
    expect(listIn('sotw', sotw({ resource_names: others }))).to.deep.equal(others);
  });

  it('tells a list from one that goes on after it, or that is cut short', () => {
    const names = namesOf(200, 'outbound|80||one');
    const lists = [
      names,
      [...names, 'x'],
      names.slice(0, 150),
      [...names.slice(0, -1), 'outbound|80||another'],
      names,
    ];
    for (const list of [...lists, ...lists])
      expect(listIn('sotw', sotw({ type_url: 'x', resource_names: list }))).to.deep.equal(list);
    const halves = Buffer.concat([
      sotw({ resource_names: names, type_url: 'x' }),
      sotw({ resource_names: ['y'], type_url: 'x' }),
    ]);
    expect(listIn('sotw', halves)).to.deep.equal([...names, 'y']);
  });

  it('measures a list that is known as one that is not', () => {
    const names = [...namesOf(100, 'outbound|80||measured'), 'long'.repeat(30)];
    const request = {
      node: { id: 'web-1' },
      resource_names: names,
      type_url: 'a',
      error_detail: { message: 'no' },
    };
    const before = measureRequest('sotw', sotw(request));
    decodeRequest('sotw', sotw(request));
    expect(measureRequest('sotw', sotw(request))).to.deep.equal(before);
    expect(before).to.include({ names: 101, longestTextBytes: 120, nodeIdBytes: 5 });
  });

  it('throws at what is no request, with a long list as without', () => {
    const bytes = sotw({ type_url: 'x', resource_names: namesOf(100) });
    const broken = [
      bytes.subarray(0, bytes.length - 1),
      Buffer.concat([bytes, Buffer.from([0x0f])]),
      Buffer.concat([bytes, Buffer.from([0x1a, 0xff, 0xff, 0xff, 0xff, 0x7f])]),
      Buffer.concat([bytes, Buffer.from([0x1a, 2, 0xc3, 0x28])]),
    ];
    for (const one of broken) expect(() => decodeRequest('sotw', one)).to.throw(DecodeError);
  });
});
