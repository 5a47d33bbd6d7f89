import { apiVersionsOf, kinds, specSchemas } from '../../src/index.js';
import type { Schema } from '../../src/index.js';
import type { Random } from './random.js';

const scalars: readonly string[] =
  'a 80 -1 0 1.5 010 0o10 0x1f 1_000 .inf -.inf .nan ~ null yes no on off y n true False 1s 0.1ms 1h30m abc 10.0.0.1 10.0.0.0/8 ::1 *.a.com "*" a.b.com unix:///a STATIC HTTP 2026-01-31 1:30 4294967296 9007199254740993 1e400 "" \'x\' "\\u0000" "a(?=b)" |\n !!str !!int !!null !!set &a *a <<'.split(
    ' ',
  );

/** A text that follows YAML's structure, with fields that some kind has, in any place and of any type. */
export function yamlStructure(random: Random): string {
  const kind = random.pick(kinds);
  const names = fieldNames(specSchemas[kind]);
  const head = `apiVersion: ${random.pick(apiVersionsOf(kind))}\nkind: ${kind}\nmetadata: {name: a}\n`;
  const body = random.chance(0.5) ? flow(random, names, 0) : block(random, names, 1);
  return `${random.chance(0.9) ? head : ''}${random.chance(0.9) ? 'spec: ' : ''}${body}\n`;
}

function flow(random: Random, names: readonly string[], depth: number): string {
  const length = random.below(depth > 6 ? 1 : 4);
  const items = Array.from({ length }, () => flow(random, names, depth + 1));
  switch (random.below(depth > 6 ? 1 : 3)) {
    case 0:
      return random.pick(scalars);
    case 1:
      return `${anchor(random)}[${items.join(', ')}]`;
    default:
      return `${anchor(random)}{${items.map((item) => `${key(random, names)}: ${item}`).join(', ')}}`;
  }
}

function block(random: Random, names: readonly string[], depth: number): string {
  if (depth > 6 || random.chance(0.3)) return random.pick(scalars);
  const indent = '  '.repeat(depth);
  const isList = random.chance(0.4);
  return Array.from({ length: 1 + random.below(4) }, () => {
    const value = block(random, names, depth + 1);
    return isList ? `\n${indent}- ${value}` : `\n${indent}${key(random, names)}: ${value}`;
  }).join('');
}

function key(random: Random, names: readonly string[]): string {
  if (random.chance(0.05)) return '<<';
  return random.chance(0.8) && names.length > 0 ? random.pick(names) : random.pick(scalars);
}

function anchor(random: Random): string {
  return random.chance(0.05) ? '&a ' : '';
}

const namesOf = new Map<Schema, readonly string[]>();

/** The names of all fields, however deep. */
function fieldNames(schema: Schema): readonly string[] {
  const known = namesOf.get(schema);
  if (known) return known;
  const names: string[] = [];
  if (schema.type === 'list' || schema.type === 'map') names.push(...fieldNames(schema.of));
  if (schema.type === 'message') {
    for (const [name, field] of Object.entries(schema.fields)) names.push(name, ...fieldNames(field));
  }
  namesOf.set(schema, names);
  return names;
}
