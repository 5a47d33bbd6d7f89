import { formatPath } from '../path.js';
import type { Schema } from '../schema/schema.js';
import { isListNode, isMapNode, isScalarNode, type Node } from './nodes.js';
import type { Reader } from './reader.js';

/** Reports that a value has the wrong type, in words: what is expected and what was found. */
export function reportType(reader: Reader, place: Node, schema: Schema, found: Node, help?: string): void {
  const message = `${formatPath(reader.path)} must be ${expected(schema)}, not ${describe(found)}`;
  reader.report('XDS0207', place, message, help === undefined ? {} : { help });
}

/** What a schema takes, in words. */
export function expected(schema: Schema): string {
  switch (schema.type) {
    case 'string':
      return 'text';
    case 'bool':
      return 'true or false';
    case 'double':
      return 'a number';
    case 'duration':
      return 'a duration such as 10s';
    case 'enum':
      return `one of ${schema.values.join(', ')}`;
    case 'list':
      return 'a list';
    case 'map':
    case 'message':
      return 'a mapping';
    case 'any':
      return 'a value';
    case 'int-or-string':
      return 'a whole number or text';
    default:
      return 'a whole number';
  }
}

function describe(node: Node): string {
  if (isMapNode(node)) return 'a mapping';
  if (isListNode(node)) return 'a list';
  const value = isScalarNode(node) ? node.value : undefined;
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${String(value)}`;
  if (typeof value === 'boolean') return String(value);
  return 'text';
}
