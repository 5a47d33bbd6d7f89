import { formatPath } from '../path.js';
import type { Fields, MessageSchema, Schema } from '../schema/schema.js';
import { suggest } from '../suggest.js';
import { type Entry, readEntries } from './entries.js';
import type { MapNode, Node } from './nodes.js';
import type { Reader } from './reader.js';

export type ReadValue = (reader: Reader, node: Node | null, schema: Schema, place: Node | null) => unknown;

/** In one object: what is meant is a search, and who has so many wrong has more than spelling wrong. */
const maxSuggestions = 50;

/** The message that a mapping holds: its fields read, and unknown, missing and contradicting ones reported. */
export function readMessage(
  reader: Reader,
  node: MapNode,
  schema: MessageSchema,
  place: Node,
  readValue: ReadValue,
): Record<string, unknown> {
  const fields = schema.fields;
  const message: Record<string, unknown> = {};
  const written = new Map<string, Entry>();
  const misspelt = new Set<string>();
  const entries = readEntries(reader, node);
  for (const entry of entries) {
    const field = Object.hasOwn(fields, entry.key) ? fields[entry.key] : undefined;
    reader.path.push(entry.key);
    if (field) {
      const failedBefore = reader.failed;
      reader.failed = false;
      const value = readValue(reader, entry.value, field, entry.keyNode);
      if (value !== undefined) message[entry.key] = value;
      // a value that does not fit was written all the same: it is not missing as well
      if (value !== undefined || reader.failed) written.set(entry.key, entry);
      reader.failed ||= failedBefore;
    } else if (!schema.open) {
      const isAmongFirst = (reader.unknownFields += 1) <= maxSuggestions;
      const meant = isAmongFirst ? suggest(entry.key, Object.keys(fields)) : undefined;
      const isMissed = meant !== undefined && fields[meant]?.required === true && !misspelt.has(meant);
      if (isMissed && !entries.some(({ key }) => key === meant)) {
        // one report is enough: the field is there, in a way
        misspelt.add(meant);
        reportMisspelt(reader, entry, meant);
      } else reportUnknown(reader, entry, isAmongFirst ? helpFor(entry, fields, meant) : undefined);
    }
    reader.path.pop();
  }
  for (const name of requiredOf(fields)) {
    if (written.has(name) || misspelt.has(name)) continue;
    const where = formatPath(reader.path) || 'the object';
    reader.report('XDS0213', place, `${where} lacks the field ${name}`);
  }
  for (const group of schema.oneOf) settleConflict(reader, group, written, message);
  return message;
}

const requiredNames = new WeakMap<Fields, readonly string[]>();

/** The names of the fields that a message must have; a file has thousands of messages of one kind. */
function requiredOf(fields: Fields): readonly string[] {
  const known = requiredNames.get(fields);
  if (known) return known;
  const names = Object.keys(fields).filter((name) => fields[name]?.required === true);
  requiredNames.set(fields, names);
  return names;
}

function reportMisspelt(reader: Reader, entry: Entry, meant: string): void {
  const where = formatPath(reader.path.slice(0, -1)) || 'the object';
  reader.report(
    'XDS0213',
    entry.keyNode,
    `${where} lacks the field ${meant}, and has ${JSON.stringify(entry.key)} instead`,
    { help: `did you mean ${meant}?` },
  );
}

/** Istio: passes over a field that it does not know, in silence, and the setting never takes effect. */
function reportUnknown(reader: Reader, entry: Entry, help: string | undefined): void {
  const where = formatPath(reader.path.slice(0, -1)) || 'an object';
  reader.report('XDS0206', entry.keyNode, `${where} has no field ${JSON.stringify(entry.key)}`, {
    ...(help !== undefined && { help }),
  });
}

function helpFor({ key }: Entry, fields: Fields, meant: string | undefined): string {
  if (meant !== undefined) return `did you mean ${meant}?`;
  const inside = Object.entries(fields).find(([, field]) => hasField(field, key))?.[0];
  return inside === undefined
    ? `the fields here are ${Object.keys(fields).join(', ')}`
    : `${key} is a field of ${inside}: indent it under that`;
}

function hasField(schema: Schema, name: string): boolean {
  return schema.type === 'message' && Object.hasOwn(schema.fields, name);
}

/** Istio: of several fields of one oneof the last in the .proto file wins, whatever their order in the YAML. */
function settleConflict(
  reader: Reader,
  group: readonly string[],
  written: ReadonlyMap<string, Entry>,
  message: Record<string, unknown>,
): void {
  const present = group.flatMap((name) => written.get(name) ?? []);
  const winner = present.at(-1);
  if (!winner || present.length === 1) return;
  const where = formatPath(reader.path) || 'the object';
  for (const loser of present.slice(0, -1)) {
    reader.report(
      'XDS0211',
      loser.keyNode,
      `${where} has both ${loser.key} and ${winner.key}: ${loser.key} is ignored`,
      {
        help: 'keep one of the two; the API server rejects an object with both',
        related: [{ message: 'this one is used', ...reader.placeOf(winner.keyNode) }],
      },
    );
    delete message[loser.key];
  }
}
