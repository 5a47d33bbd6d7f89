import fc from 'fast-check';
import type { Schema, schema } from '@xdsim/api';

/** What stands in a place of an object: its fields from the spec down, without the indices of lists. */
export type Hint = (path: readonly string[]) => fc.Arbitrary<unknown> | undefined;

const scalars: Record<schema.ScalarType, fc.Arbitrary<unknown>> = {
  string: fc.constantFrom('one', 'two', 'three'),
  bool: fc.boolean(),
  int32: fc.constantFrom(0, 1, 2, 7, 100),
  uint32: fc.constantFrom(0, 1, 2, 7, 100),
  uint64: fc.constantFrom(1, 2, 7, 1024, 9000),
  double: fc.constantFrom(0, 0.5, 12.5, 50, 100),
  duration: fc.constantFrom('1s', '2.5s', '15s', '100ms', '1h'),
  'int-or-string': fc.constantFrom<unknown>(8080, 'web'),
};

/**
 * Values of a schema, so that a field that the schema gains is tried without another word. Hints say what makes sense where;
 * everything else is any value of the type. Of fields that exclude each other one is picked.
 */
export function arbitraryOf(of: Schema, hint: Hint, path: readonly string[] = []): fc.Arbitrary<unknown> {
  const hinted = hint(path);
  if (hinted) return hinted;
  switch (of.type) {
    case 'enum':
      return fc.constantFrom(...of.values);
    case 'list':
      return fc.array(arbitraryOf(of.of, hint, path), { minLength: 1, maxLength: 2 });
    case 'map':
      return fc.dictionary(fc.constantFrom('one', 'x-two'), arbitraryOf(of.of, hint, path), {
        minKeys: 1,
        maxKeys: 2,
      });
    case 'message': {
      // Of many fields few, or hardly an object would be valid; of few fields most, or the deep ones would never come.
      const count = Object.keys(of.fields).length;
      const share = Math.min(80, Math.max(20, 200 / count));
      const fields = Object.entries(of.fields).map(([name, field]) =>
        fc
          .tuple(fc.integer({ min: 0, max: 99 }), arbitraryOf(field, hint, [...path, name]))
          .map(([draw, value]) => ({ name, value, there: field.required === true || draw < share })),
      );
      return fc.tuple(fc.nat(), ...fields).map(([which, ...all]) => {
        const excluded = of.oneOf.flatMap((group) => {
          const given = group.filter((name) => all.some((field) => field.name === name && field.there));
          return given.toSpliced(which % Math.max(given.length, 1), 1);
        });
        return Object.fromEntries(
          all
            .filter(({ name, there, value }) => there && value !== undefined && !excluded.includes(name))
            .map(({ name, value }) => [name, value]),
        );
      });
    }
    case 'any':
      return fc.constant({});
    default:
      return scalars[of.type];
  }
}
