import type { Path } from '../../path.js';
import type { Findings } from '../findings.js';
import { matchKey } from './match-key.js';

interface Route<M> {
  readonly match?: readonly M[];
  readonly delegate?: object;
}

interface Earlier<M> {
  readonly match: M;
  readonly route: number;
  readonly path: Path;
}

/** Each match is compared with as many before it: this keeps a file of a hundred thousand routes bearable. */
const maxCompared = 256;

/**
 * Routes are tried in order: one of which an earlier one takes all is never reached.
 *
 * @param covers whether what meets the first match always meets the second one's route before it
 */
export function checkReachable<M extends object>(
  findings: Findings,
  path: Path,
  routes: readonly Route<M>[],
  covers: (wide: M, narrow: M) => boolean,
): void {
  const same = new Map<string, Earlier<M>>();
  const compared: Earlier<M>[] = [];
  let catchAll: number | undefined;
  for (const [index, { match = [], delegate }] of routes.entries()) {
    const at = [...path, index];
    if (catchAll !== undefined) {
      findings.add(at, 'XDS0384', `this route is never reached: route ${catchAll} takes everything`, help, {
        path: [...path, catchAll],
        message: reachedFirst,
      });
      continue;
    }
    // what a delegate does not take goes on to later routes
    if (match.length === 0 && !delegate) catchAll = index;
    const covered = match.map((one, number) => {
      const key = matchKey(one);
      const by = same.get(key) ?? compared.find((earlier) => covers(earlier.match, one));
      if (by || delegate) return by;
      const own = { match: one, route: index, path: [...at, 'match', number] };
      same.set(key, own);
      if (compared.length < maxCompared) compared.push(own);
      return undefined;
    });
    const [first] = covered;
    if (first && covered.every((by) => by && by.route < index)) {
      const by = [...new Set(covered.map((one) => one?.route))].join(' and ');
      const message = `this route is never reached: all that it matches, route ${by} takes before`;
      findings.add(at, 'XDS0384', message, help, { path: first.path, message: reachedFirst });
      continue;
    }
    for (const [number, by] of covered.entries()) {
      if (!by) continue;
      const message = `this match never decides: route ${by.route} takes all of it before`;
      findings.add([...at, 'match', number], 'XDS0385', message, 'remove it, or put it first', {
        path: by.path,
        message: reachedFirst,
      });
    }
  }
}

const help = 'routes are tried in order: put the narrower one first';
const reachedFirst = 'the one that is reached first';
