import fc from 'fast-check';
import { parse } from '@xdsim/api';

/** Whether a manifest has no errors to us. Most of what is generated should have none, or there is little to compare. */
export const isValid = (manifest: unknown): boolean =>
  parse(JSON.stringify(manifest)).diagnostics.every(({ severity }) => severity !== 'error');

/** Of a few tries the first that is valid as part of some object; a bad one where all of them are. */
export const mostlyValid = <T>(part: fc.Arbitrary<T>, whole: (part: T) => unknown): fc.Arbitrary<T> =>
  fc
    .array(part, { minLength: 8, maxLength: 8 })
    .map((tries) => tries.find((one) => isValid(whole(one))) ?? tries[0]!);
