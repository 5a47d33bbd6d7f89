import { kinds, resourceNamesOf, suggest } from '@xdsim/api';
import type { Kind } from '@xdsim/api';
import { resourceName } from '../client/manifest.js';
import { ArgumentsError } from './arguments-error.js';

/** Objects of a kind that are meant: all of them, or those of some names. */
export interface Meant {
  readonly kind: Kind;
  readonly names: readonly string[];
}

const namesOf = (kind: Kind): readonly string[] => {
  const { plural, singular, shortNames } = resourceNamesOf(kind);
  const name = resourceName(kind);
  return [plural, singular, ...shortNames, name, name.replace(singular, plural)];
};

function kindOf(text: string): Kind {
  const written = text.toLowerCase();
  const kind = kinds.find((one) => namesOf(one).includes(written));
  if (kind) return kind;
  const meant = suggest(written, kinds.flatMap(namesOf));
  throw new ArgumentsError(
    `there is no kind "${text}"${meant === undefined ? '' : `; did you mean ${meant}?`}`,
  );
}

/**
 * Reads kubectl's `KIND[,KIND…] [NAME…]`, `KIND/NAME…`, and `all`.
 *
 * @throws ArgumentsError
 */
export function objectArguments(args: readonly string[]): readonly Meant[] {
  if (args.some((arg) => arg.includes('/'))) {
    return args.map((arg) => {
      const [kind = '', name = '', ...more] = arg.split('/');
      if (name === '' || more.length > 0) throw new ArgumentsError(`"${arg}" is not KIND/NAME`);
      return { kind: kindOf(kind), names: [name] };
    });
  }
  const [written = '', ...names] = args;
  if (written === 'all') {
    if (names.length > 0) throw new ArgumentsError('all has no names: say a kind');
    return kinds.map((kind) => ({ kind, names }));
  }
  return written.split(',').map((kind) => ({ kind: kindOf(kind), names }));
}
