import { DecodeError, EncodeError, decode, encode, typeUrls } from '@xdsim/envoy';
import type { DeltaDiscoveryRequest, Node } from '@xdsim/envoy';
import { expect } from 'chai';
import fc from 'fast-check';
import { decodeRequest, measureRequest, type Protocol } from '../src/index.js';

const messages = {
  sotw: 'envoy.service.discovery.v3.DiscoveryRequest',
  delta: 'envoy.service.discovery.v3.DeltaDiscoveryRequest',
} as const;
const protocols: readonly Protocol[] = ['sotw', 'delta'];

const text = fc.oneof(
  fc.constantFrom('', 'a', 'outbound|80||a.example', 'é', 'é'.repeat(64), 'a'.repeat(300)),
  fc.string(),
);
/** Short ones and long ones, those of others among them: long lists are found without being decoded, and known again. */
const texts = fc.oneof(
  fc.array(text, { maxLength: 40 }),
  fc
    .constantFrom(12, 40)
    .map((count) => Array.from({ length: count }, (_, i) => `outbound|80||a${i}.example`)),
);
const jsonObject = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 6 }));
const nested = (depth: number): object => (depth === 0 ? {} : { a: nested(depth - 1) });
const number = fc.nat(70_000);
const version = fc.record({ major_number: number, minor_number: number, patch: number });
const any = fc.oneof(
  fc.record({ '@type': fc.constant('type.googleapis.com/google.protobuf.Struct'), value: jsonObject }),
  fc.record({
    '@type': fc.constantFrom(
      'type.googleapis.com/google.protobuf.Duration',
      'type.googleapis.com/google.protobuf.UInt32Value',
      'type.googleapis.com/google.protobuf.FieldMask',
    ),
    value: fc.constantFrom('1s', 5, 'a.b,c'),
  }),
  fc.record({ '@type': fc.constant('type.googleapis.com/envoy.config.core.v3.Locality'), region: text }),
  fc.record({ '@type': fc.constant('type.googleapis.com/no.such.Message'), value: fc.base64String() }),
);
const node = fc.record(
  {
    id: text,
    cluster: text,
    metadata: fc.oneof(jsonObject, fc.constantFrom(5, 24, 49, 60).map(nested)),
    locality: fc.record({ region: text, zone: text }),
    dynamic_parameters: fc.dictionary(
      fc.string(),
      fc.record({ params: fc.dictionary(fc.string(), fc.string()) }),
    ),
    user_agent_name: text,
    user_agent_build_version: fc.record({ version, metadata: jsonObject }),
    extensions: fc.array(
      fc.record({ name: text, category: text, version: fc.record({ version }), disabled: fc.boolean() }),
      { maxLength: 3 },
    ),
    listening_addresses: fc.array(
      fc.oneof(
        fc.record({
          socket_address: fc.record({ protocol: fc.constantFrom('TCP', 'UDP'), port_value: number }),
        }),
        fc.record({ pipe: fc.record({ path: text, mode: number }) }),
      ),
      { maxLength: 3 },
    ),
    client_features: texts,
  },
  { requiredKeys: [] },
);
const problem = fc.record(
  { code: fc.integer({ min: -3, max: 20 }), message: text, details: fc.array(any, { maxLength: 3 }) },
  { requiredKeys: [] },
);
const shared = { node, type_url: text, response_nonce: text, error_detail: problem };
/** As JSON, some of what is generated is no message. */
const encoded = (name: (typeof messages)[Protocol], request: object): readonly Uint8Array[] => {
  try {
    return [encode(name, request)];
  } catch (error) {
    if (!(error instanceof EncodeError)) throw error;
    return [];
  }
};
const requests = {
  sotw: fc
    .record({ ...shared, version_info: text, resource_names: texts }, { requiredKeys: [] })
    .map((request) => encoded(messages.sotw, request)),
  delta: fc
    .record(
      {
        ...shared,
        resource_names_subscribe: texts,
        resource_names_unsubscribe: texts,
        initial_resource_versions: fc.dictionary(fc.string({ minLength: 1 }), text),
      },
      { requiredKeys: [] },
    )
    .map((request) => encoded(messages.delta, request)),
};

type Change = (bytes: number[]) => void;
const anywhere = fc.nat(5_000);
const byte = fc.nat(255);
/** What goes wrong on a wire, and what somebody does who wants it to. */
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(anywhere, byte).map(([at, to]): Change => (bytes) => {
    if (bytes.length > 0) bytes[at % bytes.length] = to;
  }),
  fc.tuple(anywhere, fc.array(byte, { maxLength: 12 })).map(([at, more]): Change => (bytes) => {
    bytes.splice(at % (bytes.length + 1), 0, ...more);
  }),
  fc.tuple(anywhere, fc.nat(40)).map(([at, count]): Change => (bytes) => {
    bytes.splice(at % (bytes.length + 1), count);
  }),
  fc.tuple(anywhere, anywhere).map(([from, to]): Change => (bytes) => {
    bytes.push(...bytes.slice(from % (bytes.length + 1), to));
  }),
);

const mutated = (protocol: Protocol): fc.Arbitrary<Uint8Array> =>
  fc.tuple(requests[protocol], fc.array(change, { maxLength: 6 })).map(([request, changes]) => {
    const bytes = request.flatMap((one) => [...one]);
    for (const one of changes) one(bytes);
    return Buffer.from(bytes);
  });

/** Sends bytes through all that looks at a request before the protocol does. */
function take(protocol: Protocol, bytes: Uint8Array): unknown {
  measureRequest(protocol, bytes);
  try {
    return decodeRequest(protocol, bytes);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return undefined;
  }
}

for (const protocol of protocols) {
  describe(`the bytes of a request on ${protocol}`, () => {
    it('are a request or a DecodeError, whatever they are', () => {
      fc.assert(
        fc.property(mutated(protocol), (bytes) => void take(protocol, bytes)),
        { numRuns: 1_000 },
      );
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void take(protocol, bytes)),
        {
          numRuns: 5_000,
        },
      );
    });

    it('mean the same however they are decoded', () => {
      fc.assert(
        fc.property(mutated(protocol), (bytes) => {
          let whole: unknown;
          try {
            whole = decode(messages[protocol], bytes);
          } catch {
            whole = undefined;
          }
          expect(take(protocol, bytes)).to.deep.equal(whole);
        }),
        { numRuns: 500 },
      );
    });

    it('are never measured as less than what is decoded from them', () => {
      fc.assert(
        fc.property(mutated(protocol), (bytes) => {
          const request = take(protocol, bytes) as DeltaDiscoveryRequest | undefined;
          if (!request) return;
          const all = { ...request } as Record<string, unknown>;
          const listed = ['resource_names', 'resource_names_subscribe', 'resource_names_unsubscribe'];
          const names = listed.flatMap((field) => (all[field] as string[] | undefined) ?? []);
          const held = Object.keys(request.initial_resource_versions ?? {});
          const size = measureRequest(protocol, bytes);
          expect(size.names).to.be.at.least(names.length + held.length);
          const longest = [...names, ...held, request.type_url ?? '', request.response_nonce ?? ''];
          const bytesOf = (one: string | undefined) => Buffer.byteLength(one ?? '');
          // A decoded text can be longer than its bytes where they were no UTF-8.
          if (bytes.every((one) => one < 128))
            for (const one of longest) expect(size.longestTextBytes).to.be.at.least(bytesOf(one));
          if (bytes.every((one) => one < 128))
            expect(size.nodeIdBytes).to.be.at.least(bytesOf(request.node?.id));
        }),
        { numRuns: 500 },
      );
    });
  });
}

describe('what is measured of a request', () => {
  const field = (number: number, ...inner: number[]) => [(number << 3) | 2, inner.length, ...inner];

  it('is the number of its names, the longest of them, and the sizes of node and error', () => {
    const request = encode(messages.delta, {
      node: { id: 'web-1' },
      type_url: 'a',
      resource_names_subscribe: ['b', 'cc'],
      resource_names_unsubscribe: ['ddd'],
      initial_resource_versions: { eeee: '1', f: '2' },
      error_detail: { message: 'no' },
    });
    expect(measureRequest('delta', request)).to.deep.equal({
      names: 5,
      longestTextBytes: 9,
      nodeBytes: 7,
      nodeIdBytes: 5,
      nodeFields: 0,
      errorBytes: 4,
    });
  });

  it('counts the values in the metadata of a node at whatever depth', () => {
    const count = (metadata: NonNullable<Node['metadata']>) =>
      measureRequest('sotw', encode(messages.sotw, { node: { id: 'web-1', metadata } })).nodeFields;
    expect(count({})).to.equal(0);
    expect(count({ a: 'b', c: 1, d: null })).to.equal(3);
    expect(count({ LABELS: { app: 'web', list: ['a', { b: ['c', 'd'] }] } })).to.equal(8);
    expect(count(Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, 'v'])))).to.equal(
      50_000,
    );
  });

  it('counts a node and an error that come in parts as one', () => {
    const bytes = Uint8Array.from([
      ...field(2, 10, 1, 97),
      ...field(2, 10, 2, 97, 97),
      ...field(6, 8, 1),
      ...field(6),
    ]);
    expect(measureRequest('sotw', bytes)).to.deep.include({ nodeBytes: 7, nodeIdBytes: 2, errorBytes: 2 });
  });

  it('leaves out what stands in groups, as the decoder does, and finds what stands after them', () => {
    const bytes = Uint8Array.from([(9 << 3) | 3, ...field(3, 97), (9 << 3) | 4, ...field(3, 98)]);
    expect(decodeRequest('sotw', bytes)).to.deep.equal({ resource_names: ['b'] });
    expect(measureRequest('sotw', bytes)).to.deep.include({ names: 1 });
  });

  it('is nothing of what is no message', () => {
    for (const bytes of [[], [255], [255, 255, 255, 255], [26, 100], [7]])
      expect(measureRequest('sotw', Uint8Array.from(bytes)).names).to.equal(0);
  });

  it('needs no more room for a million names than for one', () => {
    const request = encode(messages.sotw, {
      type_url: typeUrls.endpoints,
      resource_names: Array.from({ length: 1_000_000 }, () => 'a'),
    });
    expect(measureRequest('sotw', request).names).to.equal(1_000_000);
  });
});
