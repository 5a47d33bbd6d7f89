// The messages and enums that the roots reach through their fields.
import protobuf from 'protobufjs';

/** Types that the codec writes and reads itself, in their canonical JSON form. */
export const wellKnownTypes = [
  'Any',
  'BoolValue',
  'BytesValue',
  'DoubleValue',
  'Duration',
  'FieldMask',
  'FloatValue',
  'Int32Value',
  'Int64Value',
  'ListValue',
  'StringValue',
  'Struct',
  'Timestamp',
  'UInt32Value',
  'UInt64Value',
  'Value',
].map((name) => `google.protobuf.${name}`);

/** Full name → { comment, fields } and full name → { comment, values }, in a stable order. */
export function closureOf(tree, roots) {
  const messages = new Map();
  const enums = new Map();
  const waiting = [...roots];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (messages.has(name) || enums.has(name) || wellKnownTypes.includes(name)) continue;
    const type = tree.lookup(name);
    if (type instanceof protobuf.Enum) {
      enums.set(name, { comment: type.comment, values: type.values, comments: type.comments });
    } else if (type instanceof protobuf.Type) {
      const fields = type.fieldsArray.map((field) => describeField(tree, type, field));
      messages.set(name, { comment: type.comment, fields: fields.sort((a, b) => a.number - b.number) });
      waiting.push(...fields.filter((field) => field.kind !== 'scalar').map((field) => field.type));
    } else {
      throw new Error(`generate: ${name} is not a message or enum`);
    }
  }
  return { messages: sorted(messages), enums: sorted(enums) };
}

function describeField(tree, owner, field) {
  const { kind, type } = typeOf(tree, owner, field);
  const oneof = field.partOf;
  const optional = field.options?.proto3_optional === true || oneof?.isProto3Optional === true;
  return {
    name: field.name,
    number: field.id,
    kind,
    type,
    ...(field instanceof protobuf.MapField ? { key: field.keyType } : {}),
    ...(field.repeated ? { repeated: true } : {}),
    ...(oneof && !optional ? { oneof: oneof.name } : {}),
    ...(optional ? { optional: true } : {}),
    comment: field.comment,
    deprecated: field.options?.deprecated === true,
  };
}

function typeOf(tree, owner, field) {
  if (protobuf.types.basic[field.type] !== undefined) return { kind: 'scalar', type: field.type };
  const known = wellKnownTypes.find((name) => name === field.type.replace(/^\./, ''));
  if (known) return { kind: 'message', type: known };
  const found = owner.lookup(field.type);
  const type = found?.fullName.slice(1);
  if (found instanceof protobuf.Enum) return { kind: 'enum', type };
  if (found instanceof protobuf.Type) return { kind: 'message', type };
  const missing = [...tree.missing].map(
    ([path, importers]) => `${path} (imported by ${importers.join(', ')})`,
  );
  throw new Error(
    `generate: ${owner.fullName.slice(1)}.${field.name} is a ${field.type}, which no .proto at hand declares.` +
      ` Files that were not found: ${missing.join('; ') || 'none'}`,
  );
}

function sorted(map) {
  return new Map([...map].sort(([a], [b]) => (a < b ? -1 : 1)));
}
