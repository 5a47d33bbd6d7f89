import { expect } from 'chai';
import * as fc from 'fast-check';
import { decode, DecodeError, type MessageName } from '../src/index.js';
import { arbitraryMessage } from './arbitrary-message.js';
import { oracleDecode, oracleEncode } from './oracle.js';
import { untyped } from './untyped.js';

const roots: readonly MessageName[] = [
  'envoy.config.cluster.v3.Cluster',
  'envoy.config.endpoint.v3.ClusterLoadAssignment',
  'envoy.config.listener.v3.Listener',
  'envoy.config.route.v3.RouteConfiguration',
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
  'envoy.service.discovery.v3.DeltaDiscoveryResponse',
];

describe('random messages', () => {
  for (const name of roots) {
    const messages = arbitraryMessage(name);
    const check = (rule: (message: Record<string, unknown>) => void) =>
      fc.assert(fc.property(messages, rule), { numRuns: 150 });

    it(`of ${name} come back from their encoding as they were`, () => {
      check((message) => {
        expect(decode(name, untyped.encode(name, message))).to.deep.equal(message);
      });
    });

    it(`of ${name} have the same bytes in whatever order their members come`, () => {
      check((message) => {
        expect(hex(untyped.encode(name, reversed(message)))).to.equal(hex(untyped.encode(name, message)));
      });
    });

    it(`of ${name} mean to protobufjs what they mean here`, () => {
      check((message) => {
        const ours = untyped.encode(name, message);
        const theirs = oracleEncode(name, message);
        expect(oracleDecode(name, ours), 'our bytes, read by protobufjs').to.deep.equal(
          oracleDecode(name, theirs),
        );
        expect(decode(name, theirs), 'bytes of protobufjs, read here').to.deep.equal(message);
      });
    });
  }
});

describe('random bytes', () => {
  it('are decoded or refused, with nothing but a DecodeError', () => {
    const bytes = fc.uint8Array({ maxLength: 64 });
    fc.assert(
      fc.property(fc.constantFrom(...roots), bytes, (name, random) => {
        try {
          decode(name, random);
        } catch (error) {
          expect(error).to.be.instanceOf(DecodeError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('in the place of some of a message’s bytes do not make the decoder fail in other ways', () => {
    const damaged = fc.tuple(
      arbitraryMessage('envoy.config.cluster.v3.Cluster'),
      fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 }),
    );
    fc.assert(
      fc.property(damaged, ([message, changes]) => {
        const bytes = untyped.encode('envoy.config.cluster.v3.Cluster', message);
        for (const [position, value] of changes) bytes[position % bytes.length] = value;
        try {
          decode('envoy.config.cluster.v3.Cluster', bytes);
        } catch (error) {
          expect(error).to.be.instanceOf(DecodeError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

// Every object's members, at every depth, in the opposite order.
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
