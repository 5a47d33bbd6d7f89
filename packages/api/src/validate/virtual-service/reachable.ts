import type { HttpMatch } from '../../kinds/http-match.js';
import type { Path } from '../../path.js';
import type { Findings } from '../findings.js';
import { coversMatch } from './covers-match.js';
import { matchKey } from './match-key.js';

interface Route {
  readonly match?: readonly object[];
}

interface SeenMatch {
  readonly rule: number;
  readonly match: object;
}

/** Each match is compared with all prefixes before it: this keeps a file of a hundred thousand rules bearable. */
const maxPrefixes = 256;

/** Rules are tried in order: one after a rule without match, or of which each match was tried before, is never reached. */
export function checkReachable(findings: Findings, path: Path, routes: readonly Route[]): void {
  const seen = new Map<string, SeenMatch>();
  const prefixes: SeenMatch[] = [];
  const catchAll = routes.findIndex(({ match = [] }) => match.length === 0);
  for (const [index, { match = [] }] of routes.entries()) {
    const at = [...path, index];
    if (catchAll >= 0 && index > catchAll) {
      const help = 'put the rule without match last';
      findings.add(at, 'XDS0384', `this rule is never reached: rule ${catchAll} matches everything`, help);
      continue;
    }
    const covered = match.map((one) => {
      const condition = matchKey(one);
      const by = seen.get(condition) ?? prefixes.find((earlier) => coversMatch(earlier.match, one));
      if (!by) {
        seen.set(condition, { rule: index, match: one });
        if (isPrefixMatch(one) && prefixes.length < maxPrefixes) prefixes.push({ rule: index, match: one });
      }
      return by;
    });
    if (match.length > 0 && covered.every((by) => by && by.rule < index)) {
      const rules = [...new Set(covered.map((by) => by?.rule))].join(' and ');
      const message = `this rule is never reached: all that it matches, rule ${rules} has matched before`;
      findings.add(at, 'XDS0384', message, 'put the more specific rule first');
      continue;
    }
    for (const [number, by] of covered.entries()) {
      if (!by) continue;
      const message = `this match never decides: rule ${by.rule} matches all of it before`;
      findings.add([...at, 'match', number], 'XDS0385', message, 'remove it, or put it first');
    }
  }
}

function isPrefixMatch(match: HttpMatch): boolean {
  return match.uri?.prefix !== undefined;
}
