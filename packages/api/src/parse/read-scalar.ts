import { parseDuration } from '../duration.js';
import { formatPath } from '../path.js';
import type { EnumSchema, ScalarSchema } from '../schema/schema.js';
import { suggest } from '../suggest.js';
import type { ScalarNode } from './nodes.js';
import { isMisleadingOctal } from './plain-scalars.js';
import type { Reader } from './reader.js';
import { reportType } from './report-type.js';

type Leaf = ScalarSchema | EnumSchema;

/** The value of a scalar under a schema; undefined, and reported, when it does not fit. */
export function readScalar(reader: Reader, node: ScalarNode, schema: Leaf): unknown {
  switch (schema.type) {
    case 'string':
      return typeof node.value === 'string' ? node.value : mismatch(reader, node, schema);
    case 'bool':
      return typeof node.value === 'boolean' ? node.value : mismatch(reader, node, schema);
    case 'duration':
      return readDuration(reader, node, schema);
    case 'enum':
      return readEnum(reader, node, schema);
    case 'int-or-string':
      return typeof node.value === 'string' ? node.value : readNumber(reader, node, schema);
    default:
      return readNumber(reader, node, schema);
  }
}

function readDuration(reader: Reader, node: ScalarNode, schema: Leaf): string | undefined {
  if (typeof node.value !== 'string') {
    return mismatch(
      reader,
      node,
      schema,
      typeof node.value === 'number' ? `add a unit: ${node.value}s` : undefined,
    );
  }
  if (parseDuration(node.value) !== undefined) return node.value;
  reader.report(
    'XDS0210',
    node,
    `${formatPath(reader.path)} is not a duration: ${JSON.stringify(node.value)}`,
    {
      help: 'write numbers with the units h, m, s, ms, us or ns, such as 1m30s or 500ms',
    },
  );
  return undefined;
}

function readEnum(reader: Reader, node: ScalarNode, schema: EnumSchema): string | undefined {
  if (typeof node.value === 'number' && !schema.strict) return readEnumNumber(reader, node, schema);
  if (typeof node.value !== 'string') return mismatch(reader, node, schema);
  if (schema.values.includes(node.value)) return node.value;
  const suggestion = suggest(node.value, schema.values);
  reader.report('XDS0208', node, `${formatPath(reader.path)} cannot be ${JSON.stringify(node.value)}`, {
    help: suggestion ? `did you mean ${suggestion}?` : `it is one of ${schema.values.join(', ')}`,
  });
  return undefined;
}

function readEnumNumber(reader: Reader, node: ScalarNode, schema: EnumSchema): string | undefined {
  const value = schema.values[Number(node.value)];
  if (value === undefined) return mismatch(reader, node, schema);
  reader.report('XDS0217', node, `${formatPath(reader.path)} is a number, not a name`, {
    help: `write ${value}: Istio takes the number for it, the API server does not`,
  });
  return value;
}

const ranges: Partial<Record<ScalarSchema['type'], readonly [number, number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  // JavaScript's numbers are exact to here, and no field of ours has use for more
  uint64: [0, Number.MAX_SAFE_INTEGER],
  'int-or-string': [-(2 ** 31), 2 ** 31 - 1],
};

function readNumber(reader: Reader, node: ScalarNode, schema: ScalarSchema): number | undefined {
  const range = ranges[schema.type];
  const value = schema.strict ? node.value : (quotedNumber(reader, node, range !== undefined) ?? node.value);
  if (typeof value !== 'number') return mismatch(reader, node, schema);
  if (!range) return Number.isFinite(value) ? positiveZero(value) : mismatch(reader, node, schema);
  if (!Number.isInteger(value)) return mismatch(reader, node, schema);
  if (value < range[0] || value > range[1]) {
    reader.report(
      'XDS0209',
      node,
      `${formatPath(reader.path)} must lie between ${range[0]} and ${range[1]}, not at ${node.source ?? value}`,
    );
    return undefined;
  }
  if (node.plain && isMisleadingOctal(node.source ?? '', value)) {
    reader.report('XDS0216', node, `${node.source} is an octal number: kubectl reads it as ${value}`, {
      help: 'write it without leading zeros',
    });
  }
  return positiveZero(value);
}

/** Istio: takes a number in quotes as well, in the spelling of JSON. */
function quotedNumber(reader: Reader, node: ScalarNode, isWhole: boolean): number | undefined {
  const { value, plain } = node;
  const pattern = isWhole ? /^-?(?:0|[1-9]\d*)$/ : /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/;
  if (plain || typeof value !== 'string' || !pattern.test(value)) return undefined;
  reader.report('XDS0217', node, `${formatPath(reader.path)} is text, not a number`, {
    help: `remove the quotes: ${value}; Istio takes it for the number, the API server does not`,
  });
  return Number(value);
}

/** JSON has no -0. */
function positiveZero(value: number): number {
  return value + 0;
}

function mismatch(reader: Reader, node: ScalarNode, schema: Leaf, help = helpFor(node, schema)): undefined {
  reportType(reader, node, schema, node, help);
  return undefined;
}

function helpFor(node: ScalarNode, schema: Leaf): string | undefined {
  const { value, source = String(value) } = node;
  const isMeant = schema.type === 'enum' && schema.values.includes(source);
  if (schema.type === 'string' || isMeant) {
    const isWord = typeof value === 'boolean' && source.toLowerCase() !== String(value);
    return `${isWord ? `kubectl reads the plain word ${source} as ${value}: ` : ''}put it in quotes: "${source}"`;
  }
  if (typeof value !== 'string') return undefined;
  if (schema.type === 'bool') {
    if (/^(?:true|false)$/i.test(value)) return `remove the quotes: ${value.toLowerCase()}`;
    if (/^(?:y|yes|on)$/i.test(value)) return 'write true';
    return /^(?:n|no|off)$/i.test(value) ? 'write false' : undefined;
  }
  const isNumber = value !== '' && Number.isFinite(Number(value));
  return isNumber && !node.plain ? `remove the quotes: ${value}` : undefined;
}
