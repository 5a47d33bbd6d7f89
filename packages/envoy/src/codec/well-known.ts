/** By the wrapper that makes it a message. */
const wrapped = {
  BoolValue: 'bool',
  BytesValue: 'bytes',
  DoubleValue: 'double',
  FloatValue: 'float',
  Int32Value: 'int32',
  Int64Value: 'int64',
  StringValue: 'string',
  UInt32Value: 'uint32',
  UInt64Value: 'uint64',
} as const;

type Form = 'Duration' | 'Timestamp' | 'FieldMask' | 'Struct' | 'ListValue' | 'Value';

/**
 * What is done with each of the well-known types whose canonical JSON form is a form of its own, by their full names. `Any`
 * has files of its own.
 *
 * @param wrapper what is done with the wrapper of a scalar type
 */
export const forWellKnown = <T>(
  wrapper: (type: string) => T,
  forms: Readonly<Record<Form, T>>,
): ReadonlyMap<string, T> =>
  new Map([
    ...Object.entries(wrapped).map(([name, type]) => [`google.protobuf.${name}`, wrapper(type)] as const),
    ...Object.entries(forms).map(([name, form]) => [`google.protobuf.${name}`, form] as const),
  ]);
