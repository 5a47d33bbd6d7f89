import { expect } from 'chai';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import {
  apiVersionsOf,
  isNamespaced,
  kinds,
  locate,
  parse,
  specSchemas,
  toManifest,
  toYaml,
} from '../../src/index.js';
import type { AnyObject, Diagnostic, Schema } from '../../src/index.js';
import { isMapNode } from '../../src/parse/nodes.js';
import { readDocuments } from '../../src/parse/read-documents.js';
import { createReader } from '../../src/parse/reader.js';
import { readObject } from '../../src/parse/read-object.js';
import { createSource } from '../../src/parse/source.js';

const samples = readPages();

/** Real objects, with and without faults: the examples of the documentation. */
function readPages(): readonly string[] {
  const folder = new URL('../../../../docs/diagnostics/', import.meta.url);
  return readdirSync(folder).flatMap((name) =>
    [...readFileSync(new URL(name, folder), 'utf8').matchAll(/```yaml[^\n]*\n(.*?)```/gs)].map(
      ([, text]) => text ?? '',
    ),
  );
}

const expectPositionsInside = (text: string): void => {
  const { objects, diagnostics } = parse(text, { file: 'f' });
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  const places: { line?: number; column?: number; endColumn?: number }[] = [
    ...diagnostics,
    ...diagnostics.flatMap(({ related = [] }) => related),
    ...objects.flatMap(({ origin }) => origin ?? []),
  ];
  for (const { line = 0, column = 0, endColumn = column + 1 } of places) {
    const length = (lines[line - 1] ?? '').length;
    expect(line).to.be.within(1, lines.length);
    expect(column).to.be.within(1, length + 1);
    expect(endColumn).to.be.within(column + 1, Math.max(column, length) + 1);
  }
};

describe('parse: properties', () => {
  it('never throws on text, and stays inside of it', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), expectPositionsInside), {
      numRuns: 300,
    });
  });

  it('never throws on what looks like YAML', () => {
    const piece = fc.constantFrom(
      ...'a: |b|- |[|]|{|}|,|: |\n|\n  |\n    |"|\'|&x |*x|<<: *x|!t |---\n|...\n|# c|| |>|%YAML 1.1\n|? |~|\t|\r\n|kind: |apiVersion: |spec: |hosts: |networking.istio.io/v1\n|ServiceEntry\n|List\n|items: '.split(
        '|',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => expectPositionsInside(pieces.join(''))),
      { numRuns: 1000 },
    );
  });

  it('never throws on bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void parse(bytes)),
      { numRuns: 300 },
    );
  });

  it('never throws on objects with a piece cut out, doubled or put elsewhere', () => {
    expect(samples.length).to.be.greaterThan(100);
    const mutation = fc.record({
      text: fc.constantFrom(...samples),
      from: fc.nat(600),
      length: fc.nat(30),
      to: fc.nat(600),
    });
    fc.assert(
      fc.property(mutation, ({ text, from, length, to }) => {
        const piece = text.slice(from, from + length);
        const rest = text.slice(0, from) + text.slice(from + length);
        expectPositionsInside(rest.slice(0, to) + piece + rest.slice(to));
        expectPositionsInside(text.slice(0, to) + piece + text.slice(to));
      }),
      { numRuns: 500 },
    );
  });

  it('gives back every valid object that is written as YAML or JSON, with a place for each of its values', () => {
    const objects = samples.flatMap((text) => parse(text).objects);
    expect(objects.length).to.be.greaterThan(60);
    for (const object of objects) {
      const plain = toManifest(object);
      for (const text of [JSON.stringify(plain), JSON.stringify(plain, null, '\t'), toYaml(plain)]) {
        const [read] = parse(text).objects;
        expect({ ...read, origin: undefined }).to.deep.equal({ ...object, origin: undefined });
        expectPlaces(read!, read!.spec, ['spec']);
      }
    }
  });

  for (const kind of kinds) {
    it(`reads any ${kind} that has the structure of its schema, whatever the rules say of it`, () => {
      const metadata = { name: 'a', namespace: isNamespaced(kind) ? 'b' : '' };
      fc.assert(
        fc.property(
          valueOf(specSchemas[kind]),
          fc.constantFrom(...apiVersionsOf(kind)),
          (spec, apiVersion) => {
            // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made from the schema of this kind
            const object = { apiVersion, kind, metadata, spec } as AnyObject;
            for (const text of [JSON.stringify(toManifest(object)), toYaml(toManifest(object))]) {
              const { value, codes } = readOne(text);
              expect(codes).to.deep.equal([]);
              expect(value).to.deep.equal(JSON.parse(JSON.stringify(object)));
            }
          },
        ),
        { numRuns: 100 },
      );
    });
  }
});

/** Reads an object up to, and without, the rules. */
function readOne(text: string): { readonly value: unknown; readonly codes: readonly string[] } {
  const source = createSource(text, 'f');
  const codes: string[] = [];
  const report = ({ code }: Diagnostic) => void codes.push(code);
  const [only] = readDocuments(source, report);
  const root = only?.document.contents;
  if (!only || !isMapNode(root)) throw new Error('not one object');
  const readers = [report, () => undefined].map((emit) => createReader(source, only.document, emit));
  return { value: readObject(readers[0]!, root, 'default', readers[1]!), codes };
}

/** Every value of a parsed object has a place of its own. */
function expectPlaces(object: AnyObject, value: unknown, path: readonly (string | number)[]): void {
  expect(locate(object, path), path.join('.')).to.not.equal(undefined);
  if (typeof value !== 'object' || value === null) return;
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  for (const [key, inner] of entries) expectPlaces(object, inner, [...path, key]);
}

/** Values that have the structure of a schema, most of them with little in them. */
function valueOf(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case 'string':
      return fc.constantFrom(
        'a.example.com',
        'web',
        '10.0.0.1',
        'true',
        '80',
        ' - x: #',
        'on',
        'y',
        '010',
        '1_000',
        '0o10',
        '.inf',
        '1:30',
        '2026-01-31',
        'é\n"',
        '',
        '~',
        '*',
      );
    case 'bool':
      return fc.boolean();
    case 'int32':
      return fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    case 'uint32':
      return fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
    case 'uint64':
      return fc.maxSafeNat();
    case 'double':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'duration':
      return fc.constantFrom('1s', '500ms', '1h2m3.5s', '0s', '1us');
    case 'int-or-string':
      return fc.constantFrom(80, 'http', '80');
    case 'enum':
      return fc.constantFrom(...schema.values);
    case 'list':
      return fc.array(valueOf(schema.of, depth + 1), { maxLength: depth > 3 ? 1 : 2 });
    case 'map':
      return fc.dictionary(
        fc.constantFrom('app', 'a/b', '80', '010', 'on', 'x y', '__proto__'),
        valueOf(schema.of, depth + 1),
        { maxKeys: 2 },
      );
    case 'message': {
      const losers = new Set(schema.oneOf.flatMap((group) => group.slice(1)));
      const names = Object.keys(schema.fields).filter((name) => !losers.has(name));
      const model = Object.fromEntries(names.map((name) => [name, valueOf(schema.fields[name]!, depth + 1)]));
      const requiredKeys = names.filter(
        (name) => schema.fields[name]?.required === true || (depth < 2 && name === 'address'),
      );
      return fc.record(model, { requiredKeys });
    }
    case 'any':
      break;
  }
  return fc.constant({});
}
