import { expect } from 'chai';
import { decode, encode } from '../src/index.js';
import { oracleDecode } from './oracle.js';
import { untyped } from './untyped.js';

const router = 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router';
const roundTrip = (any: unknown) => decode('google.protobuf.Any', untyped.encode('google.protobuf.Any', any));

describe('an Any', () => {
  it('is the message’s fields beside its type URL', () => {
    const any = { '@type': router, suppress_envoy_headers: true } as const;
    const bytes = encode('google.protobuf.Any', any);
    expect(Buffer.from(bytes)).to.deep.equal(
      Buffer.concat([Buffer.from([10, router.length]), Buffer.from(router), Buffer.from('12022001', 'hex')]),
    );
    expect(decode('google.protobuf.Any', bytes)).to.deep.equal(any);
  });

  it('of a message without fields set has no value on the wire', () => {
    const bytes = encode('google.protobuf.Any', { '@type': router });
    expect(bytes.length).to.equal(2 + router.length);
    expect(decode('google.protobuf.Any', bytes)).to.deep.equal({ '@type': router });
  });

  it('may hold an Any that holds another, and protobufjs reads the same in it', () => {
    const extension = 'envoy.config.core.v3.TypedExtensionConfig';
    const innermost = { '@type': 'type.googleapis.com/google.protobuf.Duration', value: '1.500s' } as const;
    const message = {
      name: 'outer',
      typed_config: {
        '@type': `type.googleapis.com/${extension}`,
        name: 'inner',
        typed_config: { '@type': 'type.googleapis.com/google.protobuf.Any', value: innermost },
      },
    };
    const bytes = untyped.encode(extension, message);
    expect(decode(extension, bytes)).to.deep.equal(message);
    expect(oracleDecode(extension, bytes)).to.deep.equal({
      name: 'outer',
      typedConfig: {
        '@type': `type.googleapis.com/${extension}`,
        name: 'inner',
        typedConfig: message.typed_config.typed_config,
      },
    });
  });

  const samples: [what: string, any: unknown][] = [
    ['a wrapper', { '@type': 'type.googleapis.com/google.protobuf.UInt32Value', value: 0 }],
    [
      'a Struct',
      { '@type': 'type.googleapis.com/google.protobuf.Struct', value: { '@type': 'x', value: [1] } },
    ],
    ['an Empty', { '@type': 'type.googleapis.com/google.protobuf.Empty' }],
    [
      'a message with a field called value',
      { '@type': 'type.googleapis.com/envoy.type.v3.Percent', value: 12.5 },
    ],
    ['a message of an unknown type, in base64', { '@type': 'example.com/pkg.Unknown', value: 'AQID' }],
    ['nothing', {}],
  ];
  for (const [what, any] of samples) {
    it(`of ${what} comes back as it was`, () => {
      expect(roundTrip(any)).to.deep.equal(any);
    });
  }

  const refused: [any: unknown, message: string][] = [
    [{ name: 'x' }, '"@type" is missing beside "name"'],
    [{ '@type': 1 }, '@type: expected a type URL like'],
    [{ '@type': 'envoy.type.v3.Percent' }, '@type: expected a type URL like'],
    [
      { '@type': router, stat_prefix: 'x' },
      'stat_prefix: envoy.extensions.filters.http.router.v3.Router has no such field',
    ],
    [
      { '@type': 'type.googleapis.com/google.protobuf.Duration', seconds: 1 },
      'google.protobuf.Duration stands in its JSON form under "value"',
    ],
    [
      { '@type': 'type.googleapis.com/google.protobuf.Duration', value: 1 },
      'value: expected a duration like',
    ],
    [
      { '@type': `${router}s`, value: undefined },
      'did you mean "envoy.extensions.filters.http.router.v3.Router"?',
    ],
    [
      { '@type': `${router}s`, start_child_span: true },
      'did you mean "envoy.extensions.filters.http.router.v3.Router"?',
    ],
    [{ '@type': 'x/constructor', value: {} }, 'value: constructor is not known here'],
    ['x', 'expected an object, found "x"'],
  ];
  for (const [any, message] of refused) {
    it(`refuses ${JSON.stringify(any)}`, () => {
      expect(() => roundTrip(any)).to.throw(message);
    });
  }
});
