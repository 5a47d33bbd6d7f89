import { Scalar } from 'yaml';
import { parseDuration } from '../duration.js';
import { formatPath } from '../path.js';
import type { EnumSchema, ScalarSchema } from '../schema/schema.js';
import { suggest } from '../suggest.js';
import type { Reader } from './reader.js';
import { reportType } from './report-type.js';

type Leaf = ScalarSchema | EnumSchema;

/** The value of a scalar under a schema; undefined, and reported, when it does not fit. */
export function readScalar(reader: Reader, node: Scalar, schema: Leaf): unknown {
  switch (schema.type) {
    case 'string':
      return readString(reader, node, schema);
    case 'bool':
      if (typeof node.value === 'boolean') return node.value;
      return mismatch(reader, node, schema);
    case 'duration':
      return readDuration(reader, node, schema);
    case 'enum':
      return readEnum(reader, node, schema);
    default:
      return readNumber(reader, node, schema);
  }
}

/** The words that YAML 1.1, and so kubectl, takes for booleans where YAML 1.2 has text. */
const yaml11Boolean = /^(?:y|n|yes|no|on|off)$/i;

function readString(reader: Reader, node: Scalar, schema: Leaf): string | undefined {
  if (typeof node.value !== 'string') return mismatch(reader, node, schema);
  if (node.type === Scalar.PLAIN && yaml11Boolean.test(node.value)) {
    reader.report('XDS0216', node, `kubectl reads the plain word ${node.value} as a boolean, not as text`, {
      help: `put it in quotes: "${node.value}"`,
    });
  }
  return node.value;
}

function readDuration(reader: Reader, node: Scalar, schema: Leaf): string | undefined {
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

function readEnum(reader: Reader, node: Scalar, schema: EnumSchema): string | undefined {
  if (typeof node.value !== 'string') return mismatch(reader, node, schema);
  if (schema.values.includes(node.value)) return node.value;
  const suggestion = suggest(node.value, schema.values);
  reader.report('XDS0208', node, `${formatPath(reader.path)} cannot be ${JSON.stringify(node.value)}`, {
    help: suggestion ? `did you mean ${suggestion}?` : `it is one of ${schema.values.join(', ')}`,
  });
  return undefined;
}

const ranges: Partial<Record<ScalarSchema['type'], readonly [number, number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  // JavaScript's numbers are exact to here, and no field of ours has use for more
  uint64: [0, Number.MAX_SAFE_INTEGER],
};

function readNumber(reader: Reader, node: Scalar, schema: ScalarSchema): number | undefined {
  const value = typeof node.value === 'bigint' ? Number(node.value) : node.value;
  if (typeof value !== 'number') return mismatch(reader, node, schema);
  const range = ranges[schema.type];
  // -0 is 0: JSON has only one
  if (!range) return Number.isFinite(value) ? value + 0 : mismatch(reader, node, schema);
  if (!Number.isInteger(value)) return mismatch(reader, node, schema);
  if (value < range[0] || value > range[1]) {
    reader.report(
      'XDS0209',
      node,
      `${formatPath(reader.path)} must lie between ${range[0]} and ${range[1]}, not at ${node.source ?? value}`,
    );
    return undefined;
  }
  if (/^[-+]?0[0-7]+$/.test(node.source ?? '')) {
    reader.report('XDS0216', node, `kubectl reads ${node.source} as an octal number`, {
      help: 'write it without leading zeros',
    });
  }
  return value + 0;
}

function mismatch(reader: Reader, node: Scalar, schema: Leaf, help = helpFor(node, schema)): undefined {
  reportType(reader, node, schema, node, help);
  return undefined;
}

function helpFor(node: Scalar, schema: Leaf): string | undefined {
  const { value } = node;
  if (schema.type === 'string') return `put it in quotes: "${node.source ?? String(value)}"`;
  if (schema.type === 'bool' && typeof value === 'string') {
    if (/^(?:true|false)$/i.test(value)) return `remove the quotes: ${value.toLowerCase()}`;
    if (yaml11Boolean.test(value)) return `write ${/^(?:y|yes|on)$/i.test(value) ? 'true' : 'false'}`;
    return undefined;
  }
  if (typeof value === 'string' && value !== '' && Number.isFinite(Number(value))) {
    return node.type === Scalar.PLAIN ? undefined : `remove the quotes: ${value}`;
  }
  return undefined;
}
