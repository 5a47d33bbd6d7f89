import { catalogue, type DiagnosticCode } from './catalogue.js';
import { type Diagnostic, diagnostic } from './diagnostic.js';

/** An object is refused for its first error, and nobody reads on after so many: the search for more ends. */
export const mostErrors = 100;
/** Warnings do not end the search, as an error may come after them; so many are told. */
export const mostWarnings = 1000;

/** Ends the checks of one object, which has so many errors that more of them tell nothing. */
export class EnoughErrors extends Error {}

/** Counts what is found on one object, so that the work on it has a bound, whatever it holds. */
export interface ObjectTally {
  /**
   * Whether this one is still to be told.
   *
   * @throws EnoughErrors for the first error that is not
   */
  admits(code: DiagnosticCode): boolean;
  /** That not all was told, if it was not. */
  rest(place: Pick<Diagnostic, 'file' | 'line' | 'column' | 'object'>): Diagnostic | undefined;
}

export function createObjectTally(): ObjectTally {
  let errors = 0;
  let warnings = 0;
  return {
    admits(code) {
      if (catalogue[code].severity !== 'error') return (warnings += 1) <= mostWarnings;
      if ((errors += 1) > mostErrors) throw new EnoughErrors();
      return true;
    },
    rest({ file, line, column, object }) {
      if (errors <= mostErrors && warnings <= mostWarnings) return undefined;
      const what = object ?? 'this object';
      const [message, help] =
        errors > mostErrors
          ? [
              `${what} has more than ${mostErrors} errors; what comes after them was not looked at`,
              'fix the first ones and try again',
            ]
          : [
              `${what} has ${warnings - mostWarnings} more warnings, which are not listed`,
              'fix the first ones and try again',
            ];
      return diagnostic('XDS0109', {
        message,
        help,
        ...(file !== undefined && { file }),
        ...(line !== undefined && { line }),
        ...(column !== undefined && { column }),
        ...(object !== undefined && { object }),
      });
    },
  };
}
