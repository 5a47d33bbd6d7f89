import { formatPath } from '../path.js';
import type { ListSchema, MapSchema, Schema } from '../schema/schema.js';
import { readEntries } from './entries.js';
import {
  isListNode,
  isMapNode,
  isNull,
  isScalarNode,
  type ListNode,
  type MapNode,
  type Node,
} from './nodes.js';
import { readMessage } from './read-message.js';
import { readScalar } from './read-scalar.js';
import type { Reader } from './reader.js';
import { expected, reportType } from './report-type.js';
import { setKey } from './set-key.js';

/**
 * The value that a node has under a schema.
 *
 * Null counts as absent, as the API server prunes it. A value that does not fit is reported, and undefined.
 *
 * @param place the node to point at when the value is a whole mapping or list: mostly its key
 */
export function readValue(reader: Reader, node: Node | null, schema: Schema, place: Node | null): unknown {
  if (!node) return undefined;
  reader.enter(node);
  const target = reader.resolve(node);
  const value =
    target === undefined || isNull(target) ? undefined : readTarget(reader, target, schema, place ?? node);
  reader.leave(node);
  return value;
}

function readTarget(reader: Reader, node: Node, schema: Schema, place: Node): unknown {
  switch (schema.type) {
    case 'any':
      return readAny(reader, node);
    case 'message':
      if (isMapNode(node)) return readMessage(reader, node, schema, place, readValue);
      break;
    case 'map':
      if (isMapNode(node)) return readMap(reader, node, schema);
      break;
    case 'list':
      if (isListNode(node)) return readList(reader, node, schema);
      break;
    default:
      if (isScalarNode(node)) return readScalar(reader, node, schema);
  }
  const help = schema.type === 'list' ? 'write each item on a line of its own, after "- "' : undefined;
  reportType(reader, isScalarNode(node) ? node : place, schema, node, help);
  return undefined;
}

function readMap(reader: Reader, node: MapNode, schema: MapSchema): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { key, keyNode, value } of readEntries(reader, node)) {
    reader.path.push(key);
    const read = readElement(reader, value, schema.of, keyNode);
    if (read !== undefined) setKey(values, key, read);
    reader.path.pop();
  }
  return values;
}

function readList(reader: Reader, node: ListNode, schema: ListSchema): unknown[] {
  const values: unknown[] = [];
  for (const [index, item] of node.items.entries()) {
    reader.path.push(index);
    const read = readElement(reader, item, schema.of, null);
    if (read !== undefined) values.push(read);
    reader.path.pop();
  }
  return values;
}

/** An element of a list or map; unlike a field it cannot be null. */
function readElement(reader: Reader, node: Node | null, schema: Schema, place: Node | null): unknown {
  const value = readValue(reader, node, schema, place);
  const isEmpty = value === undefined && (node === null || isNull(reader.resolve(node)));
  if (isEmpty && schema.type !== 'any') {
    reader.report(
      'XDS0207',
      place ?? node,
      `${formatPath(reader.path)} must be ${expected(schema)}, not empty`,
      {
        help: emptyHelp(node, schema),
      },
    );
  }
  return value;
}

function emptyHelp(node: Node | null, schema: Schema): string {
  if (schema.type !== 'string') return 'fill it in or remove it';
  // exportTo and the hosts of a Sidecar have a ~ that means none
  return isScalarNode(node) && node.source === '~' ? 'put it in quotes: "~"' : 'for empty text write ""';
}

function readAny(reader: Reader, node: Node): unknown {
  if (isMapNode(node)) return readMap(reader, node, { type: 'map', of: { type: 'any' } });
  if (isListNode(node)) {
    return node.items.map((item) => readValue(reader, item, { type: 'any' }, null) ?? null);
  }
  if (!isScalarNode(node)) return undefined;
  // a tag can bring dates and big integers, which JSON does not have, as it has no infinity
  const isJson = ['string', 'boolean'].includes(typeof node.value) || Number.isFinite(node.value);
  return isJson ? node.value : node.source;
}
