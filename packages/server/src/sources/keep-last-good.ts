import type { AnyObject, Diagnostic } from '@xdsim/api';
import { keyOf, nameOf } from '@xdsim/api';

/**
 * The objects that a file stands for, given what it held when it was last right. An object that is broken now stays as
 * it was. So does one that is missing while an error cannot be laid at a known object's door (the YAML does not parse,
 * a name is misspelt): nothing is deleted by a file that cannot be understood.
 */
export function keepLastGood(
  before: readonly AnyObject[],
  after: readonly AnyObject[],
  diagnostics: readonly Diagnostic[],
): readonly AnyObject[] {
  const errors = diagnostics.filter((d) => d.severity === 'error');
  if (errors.length === 0) return after;
  const present = new Set(after.map(keyOf));
  const missing = before.filter((object) => !present.has(keyOf(object)));
  const broken = new Set(errors.map((d) => d.object));
  const known = new Set<string | undefined>([...before, ...after].map(nameOf));
  const explained = errors.every((d) => known.has(d.object));
  return [...after, ...missing.filter((object) => !explained || broken.has(nameOf(object)))];
}
