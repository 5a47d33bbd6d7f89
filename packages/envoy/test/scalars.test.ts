import { inspect } from 'node:util';
import { expect } from 'chai';
import protobuf from 'protobufjs';
import { readScalar } from '../src/codec/read-scalar.js';
import { writeScalar } from '../src/codec/write-scalar.js';

const { Reader, Writer } = protobuf;

const maxUint64 = '18446744073709551615';
const minInt64 = '-9223372036854775808';
const maxInt64 = '9223372036854775807';

// type, JSON forms that mean the same (the first is canonical), bytes
const accepted: [type: string, forms: unknown[], hex: string][] = [
  ['string', ['grüß 🌍'], '0b6772c3bcc39f20f09f8c8d'],
  ['bytes', ['+/8=', '+/8', '-_8=', '-_8'], '02fbff'],
  ['bool', [true], '01'],
  ['int32', [-1], 'ffffffffffffffffff01'],
  ['int32', [2 ** 31 - 1], 'ffffffff07'],
  ['sint32', [-(2 ** 31)], 'ffffffff0f'],
  ['sfixed32', [-2], 'feffffff'],
  ['uint32', [2 ** 32 - 1], 'ffffffff0f'],
  ['fixed32', [2 ** 32 - 1], 'ffffffff'],
  ['int64', [minInt64, BigInt(minInt64)], '80808080808080808001'],
  ['int64', [maxInt64], 'ffffffffffffffff7f'],
  ['int64', ['7', 7, 7n, '07'], '07'],
  ['sint64', ['-1', -1], '01'],
  ['sfixed64', [minInt64], '0000000000000080'],
  ['uint64', [maxUint64, BigInt(maxUint64)], 'ffffffffffffffffff01'],
  ['uint64', ['9007199254740993'], '8180808080808010'],
  ['fixed64', [maxUint64], 'ffffffffffffffff'],
  ['float', [0.1], 'cdcccc3d'],
  ['float', ['-Infinity', -Infinity], '000080ff'],
  ['double', [0.1], '9a9999999999b93f'],
  ['double', ['NaN', NaN], '000000000000f87f'],
  ['double', ['Infinity', Infinity], '000000000000f07f'],
];

const refused: [type: string, value: unknown, reason: string][] = [
  ['string', 1, 'expected a string, found 1'],
  ['string', null, 'expected a string, found null'],
  ['string', 'half \ud83c', 'expected Unicode text, found half a surrogate pair'],
  ['bytes', 'no base64!', 'expected base64 text, found "no base64!"'],
  ['bytes', 'A', 'expected base64 text, found "A"'],
  ['bytes', new Uint8Array(2), 'expected base64 text, found an object'],
  ['bool', 'true', 'expected true or false, found "true"'],
  ['bool', 1, 'expected true or false, found 1'],
  ['int32', 2 ** 31, 'expected an integer from -2147483648 to 2147483647, found 2147483648'],
  ['int32', 1.5, 'expected an integer from -2147483648 to 2147483647, found 1.5'],
  ['uint32', -1, 'expected an integer from 0 to 4294967295, found -1'],
  ['uint32', '80x', 'expected an integer from 0 to 4294967295, found "80x"'],
  ['uint32', NaN, 'expected an integer from 0 to 4294967295, found NaN'],
  ['fixed32', [], 'expected an integer from 0 to 4294967295, found an array'],
  ['int64', 2 ** 53, `expected an integer from ${minInt64} to ${maxInt64}, found 9007199254740992`],
  [
    'int64',
    '9223372036854775808',
    `expected an integer from ${minInt64} to ${maxInt64}, found "9223372036854775808"`,
  ],
  ['uint64', -1n, `expected an integer from 0 to ${maxUint64}, found -1n`],
  ['uint64', '1e3', `expected an integer from 0 to ${maxUint64}, found "1e3"`],
  ['float', 1e39, 'expected a number from -3.4028234663852886e+38 to 3.4028234663852886e+38, found 1e+39'],
  ['double', '1', 'expected a number, found "1"'],
  ['double', {}, 'expected a number, found an object'],
];

describe('a scalar', () => {
  for (const [type, forms, hex] of accepted) {
    it(`of type ${type} that is ${inspect(forms[0])} is written as ${hex} and read back`, () => {
      for (const form of forms) expect(written(type, form)).to.equal(hex);
      expect(readScalar[type]?.(Reader.create(Buffer.from(hex, 'hex')))).to.equal(forms[0]);
    });
  }

  for (const [type, value, reason] of refused) {
    it(`of type ${type} cannot be ${inspect(value)}`, () => {
      expect(() => written(type, value)).to.throw(reason);
    });
  }

  it('of every proto3 type can be written and read', () => {
    const types = Object.keys(protobuf.types.basic).sort();
    expect(types).to.have.length.greaterThan(10);
    expect(Object.keys(writeScalar).sort()).to.deep.equal(types);
    expect(Object.keys(readScalar).sort()).to.deep.equal(types);
  });
});

function written(type: string, value: unknown): string {
  const writer = Writer.create();
  writeScalar[type]?.(writer, value);
  return Buffer.from(writer.finish()).toString('hex');
}
