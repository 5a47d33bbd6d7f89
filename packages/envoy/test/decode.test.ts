import { expect } from 'chai';
import { decode, DecodeError, encode } from '../src/index.js';
import { untyped } from './untyped.js';

const cluster = 'envoy.config.cluster.v3.Cluster';
const bytes = (...hex: string[]) => Buffer.from(hex.join('').replaceAll(' ', ''), 'hex');

describe('decode', () => {
  const wire: [what: string, name: string, hex: string, message: unknown][] = [
    [
      'skips fields of unknown numbers',
      cluster,
      'a80601 0a0161 a2060161 ad0600000000 a90600000000 00000000',
      { name: 'a' },
    ],
    ['skips a known field with another wire type', cluster, '0801 0a0161', { name: 'a' }],
    ['leaves out a default without presence', 'envoy.config.core.v3.Locality', '0a00', {}],
    [
      'lets the last value of a field count',
      'envoy.config.core.v3.Locality',
      '0a0161 0a0162',
      { region: 'b' },
    ],
    ['lets a last value that is the default count', 'envoy.config.core.v3.Locality', '0a0161 0a00', {}],
    ['lets the last member of a oneof count', cluster, '1003 b202030a0178', { cluster_type: { name: 'x' } }],
    [
      'merges a message that comes in parts',
      cluster,
      '1a02 1200 1a03 120161',
      { eds_cluster_config: { service_name: 'a' } },
    ],
    [
      'merges parts of a message and their oneofs',
      'envoy.config.core.v3.Address',
      '0a021801 0a03120161',
      { socket_address: { address: 'a', port_value: 1 } },
    ],
    [
      'reads packed numbers',
      'envoy.config.route.v3.RetryPolicy',
      '3a04f703f803',
      { retriable_status_codes: [503, 504] },
    ],
    [
      'reads numbers that are not packed',
      'envoy.config.route.v3.RetryPolicy',
      '38f703 38f803',
      { retriable_status_codes: [503, 504] },
    ],
    [
      'gives a map entry without key and value the defaults',
      'envoy.config.core.v3.Metadata',
      '0a00',
      { filter_metadata: { '': {} } },
    ],
    [
      'lets the last entry of a map key count',
      'envoy.config.core.v3.Metadata',
      '0a030a0161 0a050a01611200',
      { filter_metadata: { a: {} } },
    ],
    ['reads an enum number without a name as the number', cluster, '3063', { lb_policy: 99 }],
  ];
  for (const [what, name, hex, message] of wire) {
    it(what, () => {
      expect(untyped.decode(name, bytes(hex))).to.deep.equal(message);
    });
  }

  const refused: [what: string, name: string, hex: string, reason: string][] = [
    ['a length beyond the end', cluster, '0a0561', 'index out of range'],
    ['a message beyond the end', cluster, '1a05', '5 bytes announced, fewer left'],
    [
      'a field that goes on after its message',
      cluster,
      '1a02 120161 61',
      'a field ends 1 bytes after its message',
    ],
    [
      'packed numbers that go on after their field',
      'envoy.config.route.v3.RetryPolicy',
      '3a01f703',
      'a field ends 1 bytes after its message',
    ],
    ['a wrapper that goes on after its message', cluster, '2a01 08ff01', 'bytes after its message'],
    ['text that is not UTF-8', cluster, '0a01ff', 'not a envoy.config.cluster.v3.Cluster'],
    ['a varint without end', cluster, '30ffffffffffffffffffffff', 'not a'],
    ['a wire type that does not exist', cluster, '07', 'not a'],
  ];
  for (const [what, name, hex, reason] of refused) {
    it(`refuses ${what}`, () => {
      expect(() => untyped.decode(name, bytes(hex)))
        .to.throw(DecodeError)
        .with.property('message')
        .that.includes(reason);
    });
  }

  it('refuses every part of a message that ends in the middle of a field', () => {
    const whole = encode(cluster, { eds_cluster_config: { eds_config: { ads: {} }, service_name: 'a' } });
    for (let length = 1; length < whole.length; length++) {
      expect(() => decode(cluster, whole.subarray(0, length)), `${length} bytes`).to.throw(DecodeError);
    }
  });

  it('refuses messages nested too deep instead of using up the stack', () => {
    let nested: Buffer = Buffer.alloc(0);
    for (let depth = 0; depth < 5000; depth++) nested = delimited(10, delimited(18, delimited(42, nested)));
    expect(() => decode('google.protobuf.Struct', nested)).to.throw('nested deeper than 100 messages');
  });

  it('refuses Anys nested too deep', () => {
    const url = Buffer.from('type.googleapis.com/google.protobuf.Any');
    let nested: Buffer = Buffer.alloc(0);
    for (let depth = 0; depth < 200; depth++)
      nested = Buffer.concat([delimited(10, url), delimited(18, nested)]);
    expect(() => decode('google.protobuf.Any', nested)).to.throw('nested deeper than 100 messages');
  });

  it('reads from a part of a larger buffer', () => {
    const whole = new Uint8Array([255, ...encode(cluster, { name: 'a', alt_stat_name: 'b' }), 255]);
    expect(decode(cluster, whole.subarray(1, -1))).to.deep.equal({ name: 'a', alt_stat_name: 'b' });
  });

  it('refuses a message that it does not know', () => {
    expect(() => untyped.decode('a.B', bytes())).to.throw(DecodeError, 'no message is called "a.B"');
  });
});

function delimited(tag: number, content: Buffer): Buffer {
  const prefix = [tag];
  let length = content.length;
  for (; length > 127; length >>>= 7) prefix.push((length & 127) | 128);
  return Buffer.concat([Buffer.from([...prefix, length]), content]);
}
