import { expect } from 'chai';
import { decode, encode } from '../src/index.js';
import { untyped } from './untyped.js';

const type = (name: string) => `google.protobuf.${name}`;

// type, JSON forms that mean the same (the first is canonical), bytes
const accepted: [name: string, forms: unknown[], hex: string][] = [
  ['BoolValue', [true], '0801'],
  ['BoolValue', [false], ''],
  ['StringValue', ['a'], '0a0161'],
  ['StringValue', [''], ''],
  ['BytesValue', ['AQI='], '0a020102'],
  ['UInt32Value', [4_294_967_295], '08ffffffff0f'],
  ['Int32Value', [-1], '08ffffffffffffffffff01'],
  ['UInt64Value', ['18446744073709551615'], '08ffffffffffffffffff01'],
  ['Int64Value', ['-1', -1], '08ffffffffffffffffff01'],
  ['Int64Value', ['0', 0, '-0', '000'], ''],
  ['FloatValue', [1.5], '0d0000c03f'],
  ['DoubleValue', ['NaN'], '09000000000000f87f'],
  ['DoubleValue', [-0], '090000000000000080'],
  ['Duration', ['0s', '0.0s', '-0s'], ''],
  ['Duration', ['10s', '10.000s'], '080a'],
  ['Duration', ['0.250s', '0.25s'], '1080e59a77'],
  ['Duration', ['-1.500s', '-1.5s'], '08ffffffffffffffffff011080b6ca91feffffffff01'],
  ['Duration', ['1.000001s'], '080110e807'],
  ['Duration', ['0.000000001s'], '1001'],
  ['Timestamp', ['1970-01-01T00:00:00Z'], ''],
  [
    'Timestamp',
    ['2026-01-31T12:00:00Z', '2026-01-31T13:30:00+01:30', '2026-01-31T04:00:00-08:00'],
    '08c0ddf7cb06',
  ],
  ['Timestamp', ['1969-12-31T23:59:59.500Z', '1969-12-31T23:59:59.5Z'], '08ffffffffffffffffff011080cab5ee01'],
  ['Timestamp', ['0001-01-01T00:00:00Z'], '088092b8c398feffffff01'],
  ['FieldMask', [''], ''],
  [
    'FieldMask',
    ['name,edsClusterConfig.serviceName'],
    '0a046e616d650a1f6564735f636c75737465725f636f6e6669672e736572766963655f6e616d65',
  ],
  ['Struct', [{}], ''],
  [
    'Struct',
    [
      { a: 1, b: null },
      { b: null, a: 1, c: undefined },
    ],
    '0a0e0a0161120911000000000000f03f0a070a016212020800',
  ],
  ['ListValue', [['x', true]], '0a031a01780a022001'],
  ['Value', [null], '0800'],
  ['Value', [{ list: [{}] }], '2a100a0e0a046c697374120632040a022a00'],
  ['Empty', [{}], ''],
];

const refused: [name: string, value: unknown, message: string][] = [
  ['BoolValue', 'yes', 'expected true or false, found "yes"'],
  ['UInt32Value', { value: 1 }, 'expected an integer from 0 to 4294967295, found an object'],
  ['Duration', '10', 'expected a duration like "1.5s", found "10"'],
  ['Duration', '1m', 'expected a duration like "1.5s", found "1m"'],
  ['Duration', '1.0000000001s', 'expected a duration like "1.5s", found "1.0000000001s"'],
  ['Duration', 10, 'expected a duration like "1.5s", found 10'],
  ['Duration', { seconds: 1 }, 'expected a duration like "1.5s", found an object'],
  ['Duration', '315576000001s', 'expected a duration of at most 315576000000s, found "315576000001s"'],
  ['Timestamp', '2026-01-31', 'expected a time like "2026-01-31T12:00:00Z", found "2026-01-31"'],
  ['Timestamp', '2026-02-30T00:00:00Z', 'expected a day and time that exist, found "2026-02-30T00:00:00Z"'],
  ['Timestamp', '2026-01-31T25:00:00Z', 'expected a day and time that exist, found "2026-01-31T25:00:00Z"'],
  [
    'Timestamp',
    '9999-12-31T23:59:59-01:00',
    'expected a time in the years 1 to 9999, found "9999-12-31T23:59:59-01:00"',
  ],
  ['FieldMask', 'a_b', 'expected field paths like "name,edsClusterConfig.serviceName", found "a_b"'],
  ['FieldMask', ['a'], 'expected field paths like "name,edsClusterConfig.serviceName", found an array'],
  ['Struct', [], 'expected an object, found an array'],
  ['Struct', new Map([['a', 1]]), 'expected an object, found a Map'],
  ['Struct', { a: { 'b c': [1, NaN] } }, 'a["b c"][1]: expected a finite number, found NaN'],
  ['Struct', { a: () => 1 }, 'a: expected a JSON value, found a function'],
  ['ListValue', {}, 'expected an array, found an object'],
  ['ListValue', [undefined], '[0]: expected a JSON value, found undefined'],
  ['Empty', { a: 1 }, 'a: google.protobuf.Empty has no such field'],
];

describe('a well-known type', () => {
  for (const [name, forms, hex] of accepted) {
    it(`${name} ${JSON.stringify(forms[0])} is written as ${hex || 'nothing'} and read back`, () => {
      for (const form of forms) {
        expect(Buffer.from(untyped.encode(type(name), form)).toString('hex'), String(form)).to.equal(hex);
      }
      expect(untyped.decode(type(name), Buffer.from(hex, 'hex'))).to.deep.equal(forms[0]);
    });
  }

  for (const [name, value, message] of refused) {
    it(`${name} refuses: ${message}`, () => {
      expect(() => untyped.encode(type(name), value)).to.throw(message);
    });
  }

  it('whose numbers are out of range on the wire is refused', () => {
    expect(() => decode('google.protobuf.Duration', Buffer.from('1080a8d6b907', 'hex'))).to.throw(
      'a second or more',
    );
    expect(() => decode('google.protobuf.Timestamp', Buffer.from('08ffffffffffffffff7f', 'hex'))).to.throw(
      'are not a',
    );
  });

  it('Struct keeps a member that is called __proto__', () => {
    const json = JSON.parse('{"__proto__": {"a": 1}}');
    const back = decode('google.protobuf.Struct', encode('google.protobuf.Struct', json));
    expect(JSON.stringify(back)).to.equal('{"__proto__":{"a":1}}');
  });
});
