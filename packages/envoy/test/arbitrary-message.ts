import * as fc from 'fast-check';
import { descriptor, type FieldDescriptor } from '../src/descriptor.js';

/**
 * Random messages in canonical form, so that decoding their encoding gives them back: no member that is its
 * default without presence, one member per oneof, numbers that a float holds exactly.
 */
export function arbitraryMessage(name: string, depth = 4): fc.Arbitrary<Record<string, unknown>> {
  const fields = (descriptor().messages[name] ?? []).filter((field) => depth > 0 || field.kind !== 'message');
  return fc
    .subarray([...fields], { maxLength: Math.min(5, fields.length) })
    .map(oneMemberPerOneof)
    .chain((chosen) =>
      fc.record(Object.fromEntries(chosen.map((field) => [field.name, arbitraryField(field, depth)]))),
    )
    .map((message) => ({ ...message }));
}

function oneMemberPerOneof(fields: FieldDescriptor[]): FieldDescriptor[] {
  return fields.filter(({ oneof }, index) => {
    return oneof === undefined || fields.findIndex((other) => other.oneof === oneof) === index;
  });
}

function arbitraryField(field: FieldDescriptor, depth: number): fc.Arbitrary<unknown> {
  const value = arbitraryValue(field, depth);
  if (field.key !== undefined) {
    const key = field.key === 'string' ? fc.string() : fc.nat().map(String);
    return fc
      .dictionary(key, value, { minKeys: 1, maxKeys: 3, noNullPrototype: true })
      .filter((map) => !Object.hasOwn(map, '__proto__'));
  }
  if (field.repeated) return fc.array(value, { minLength: 1, maxLength: 3 });
  if (field.oneof !== undefined || field.optional || field.kind === 'message') return value;
  const firstName = field.kind === 'enum' ? nameOfZero(field.type) : undefined;
  const defaults = new Set<unknown>([0, '0', '', false, firstName]);
  return value.filter((scalar) => !defaults.has(scalar));
}

function arbitraryValue({ kind, type }: FieldDescriptor, depth: number): fc.Arbitrary<unknown> {
  if (kind === 'scalar') return arbitraryScalar(type);
  if (kind === 'enum') return fc.constantFrom(...namesOf(type));
  return (
    wellKnown[type] ??
    (type === 'google.protobuf.Any' ? arbitraryAny(depth) : arbitraryMessage(type, depth - 1))
  );
}

function arbitraryAny(depth: number): fc.Arbitrary<unknown> {
  const names = [
    'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
    'envoy.extensions.filters.http.router.v3.Router',
    'envoy.config.core.v3.TypedExtensionConfig',
  ];
  const known = fc.constantFrom(...names).chain((name) =>
    arbitraryMessage(name, depth - 1).map((fields) => ({
      '@type': `type.googleapis.com/${name}`,
      ...fields,
    })),
  );
  const special = fc
    .constantFrom(...Object.entries(wellKnown))
    .chain(([name, values]) => values.map((value) => ({ '@type': `type.googleapis.com/${name}`, value })));
  return fc.oneof(known, special);
}

// An alias is written as the first name of its number.
function namesOf(type: string): string[] {
  const entries = Object.entries(descriptor().enums[type] ?? {});
  return entries
    .filter(([, number], index) => entries.findIndex(([, other]) => other === number) === index)
    .map(([name]) => name);
}

function nameOfZero(type: string): string | undefined {
  return namesOf(type).find((name) => descriptor().enums[type]?.[name] === 0);
}

const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const uint64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
const notFinite = fc.constantFrom('NaN', 'Infinity', '-Infinity');
const text = fc.string({ unit: 'grapheme' });
const base64 = fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes).toString('base64'));

const float = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }).map((n) => n / 8),
  notFinite,
);
const double = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), notFinite);

function arbitraryScalar(type: string): fc.Arbitrary<unknown> {
  if (type === 'string') return text;
  if (type === 'bytes') return base64;
  if (type === 'bool') return fc.boolean();
  if (type === 'float') return float;
  if (type === 'double') return double;
  const unsigned = type.startsWith('uint') || type.startsWith('fixed');
  if (type.endsWith('64')) return unsigned ? uint64 : int64;
  return unsigned ? uint32 : int32;
}

const fraction = fc.constantFrom('', '.500', '.000250', '.123456789', '.000000001');
const json = fc.jsonValue({ maxDepth: 3 }).filter((value) => !JSON.stringify(value).includes('__proto__'));

const wellKnown: Record<string, fc.Arbitrary<unknown>> = {
  'google.protobuf.BoolValue': fc.boolean(),
  'google.protobuf.BytesValue': base64,
  'google.protobuf.DoubleValue': double,
  'google.protobuf.FloatValue': float,
  'google.protobuf.Int32Value': int32,
  'google.protobuf.Int64Value': int64,
  'google.protobuf.StringValue': text,
  'google.protobuf.UInt32Value': uint32,
  'google.protobuf.UInt64Value': uint64,
  'google.protobuf.Duration': fc
    .tuple(fc.constantFrom('', '-'), fc.integer({ min: 1, max: 315_575_999_999 }), fraction)
    .map(([sign, seconds, decimals]) => `${sign}${seconds}${decimals}s`),
  'google.protobuf.Timestamp': fc
    .tuple(
      fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
      fraction,
    )
    .map(([date, decimals]) => `${date.toISOString().slice(0, 19)}${decimals}Z`),
  'google.protobuf.FieldMask': fc.constantFrom('', 'name', 'name,edsClusterConfig.serviceName'),
  'google.protobuf.Struct': fc.dictionary(
    text.filter((key) => key !== '__proto__'),
    json,
    { maxKeys: 3, noNullPrototype: true },
  ),
  'google.protobuf.ListValue': fc.array(json, { maxLength: 3 }),
  'google.protobuf.Value': json,
};
