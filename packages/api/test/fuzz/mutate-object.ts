import { parseAllDocuments } from 'yaml';
import { toYaml } from '../../src/index.js';
import type { Random } from './random.js';

type Value = unknown;

const values: readonly Value[] = [
  null,
  true,
  0,
  -1,
  80,
  65_536,
  2 ** 32,
  1.5,
  1e300,
  '',
  'a',
  '*',
  '~',
  '.',
  'a b',
  '10.0.0.1',
  '10.0.0.0/33',
  '*.example.com',
  '0s',
  '0.1ms',
  'abc',
  'unix:///a',
  'x'.repeat(300),
  '(?=',
  '%',
  '{**}/{*}',
  [],
  {},
  [null],
  { a: 'b' },
  { '': '' },
  [{}],
];

/** A real object with some of its values changed, cut out, doubled or put elsewhere; as YAML or as JSON. */
export function mutateObject(random: Random, text: string, corpus: readonly string[]): string {
  const documents = objectsOf(text).map((document) => structuredClone(document));
  for (const document of documents) {
    for (let count = random.below(4); count > 0; count -= 1) mutate(random, document, corpus);
  }
  return documents
    .map((document) => (random.chance(0.5) ? JSON.stringify(document) : toYaml(document)))
    .join('\n---\n');
}

function mutate(random: Random, root: Value, corpus: readonly string[]): void {
  const places = containers(root);
  if (places.length === 0) return;
  const place = random.pick(places);
  const keys = Object.keys(place);
  const key =
    random.chance(0.9) && keys.length > 0
      ? random.pick(keys)
      : random.pick(['a', '__proto__', '0', 'spec', 'hosts']);
  const present: Value = Object.getOwnPropertyDescriptor(place, key)?.value ?? null;
  // __proto__ included, as a key like any other
  const write = (value: Value): void =>
    void Object.defineProperty(place, key, { value, enumerable: true, configurable: true, writable: true });
  switch (random.below(6)) {
    case 0:
      Reflect.deleteProperty(place, key);
      break;
    case 1:
      write(structuredClone(random.pick(values)));
      break;
    case 2:
      write([present, structuredClone(present)]);
      break;
    case 3:
      write(String(present));
      break;
    case 4:
      write(structuredClone(random.pick(places)));
      break;
    default: {
      const other = containers(objectsOf(random.pick(corpus))[0]);
      if (other.length > 0) write(structuredClone(random.pick(other)));
    }
  }
}

/** All mappings and lists within a value, itself included. */
function containers(value: Value, found: object[] = []): object[] {
  if (typeof value !== 'object' || value === null || found.length > 500) return found;
  found.push(value);
  for (const inner of Object.values(value)) containers(inner, found);
  return found;
}

const parsed = new Map<string, readonly Value[]>();

function objectsOf(text: string): readonly Value[] {
  let known = parsed.get(text);
  if (!known) {
    // a document with aliases can expand without end: such texts are for the other kinds of input
    known = text.includes('&')
      ? []
      : parseAllDocuments(text, { uniqueKeys: false })
          .filter((document) => document.errors.length === 0)
          .map((document): Value => document.toJS());
    parsed.set(text, known);
  }
  return known;
}
