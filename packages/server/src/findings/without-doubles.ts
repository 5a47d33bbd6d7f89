import type { Diagnostic, DiagnosticCode } from '@xdsim/api';

/** Two ways to say one thing: where the first says it of a field, the second is not said of it as well. */
const sameThing: readonly (readonly [said: DiagnosticCode, double: DiagnosticCode])[] = [
  ['XDS0506', 'XDS0712'],
  ['XDS0503', 'XDS0731'],
];

/** Each finding once, and what two of them say of one field once as well. */
export function withoutDoubles(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const all = [...new Map(found.map((one) => [idOf(one), one])).values()];
  return all.filter(
    (one) =>
      !sameThing.some(
        ([said, double]) =>
          one.code === double && all.some((other) => other.code === said && areOfOneField(one, other)),
      ),
  );
}

const idOf = ({ code, object, path, file, line, column, message }: Diagnostic): string =>
  JSON.stringify([code, object, path, file, line, column, message]);

/** Of one field of one object, or of a field and something in it. */
function areOfOneField(a: Diagnostic, b: Diagnostic): boolean {
  if (a.object !== b.object || a.file !== b.file) return false;
  const [x = '', y = ''] = [a.path, b.path];
  return x === y || isWithin(x, y) || isWithin(y, x);
}

const isWithin = (inner: string, outer: string): boolean =>
  inner.startsWith(outer) && /^[.[]/.test(inner.slice(outer.length));
