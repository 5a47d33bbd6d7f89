import type { Path } from '../../path.js';
import type { Findings } from '../findings.js';

interface Route {
  readonly match?: readonly object[];
}

/** Rules are tried in order: one that repeats an earlier condition, or follows a second one without any, is never reached. */
export function checkReachable(findings: Findings, path: Path, routes: readonly Route[]): void {
  const seen = new Set<string>();
  let hasCatchAll = false;
  for (const [index, { match = [] }] of routes.entries()) {
    if (match.length === 0) {
      if (hasCatchAll) {
        const help = 'only the last rule can be without match';
        findings.add(
          [...path, index],
          'XDS0384',
          'this rule is never reached: an earlier one has no match either',
          help,
        );
      }
      hasCatchAll = true;
      continue;
    }
    for (const [number, one] of match.entries()) {
      // Istio: a match's name does not count
      const condition = JSON.stringify({ ...one, name: undefined });
      if (seen.has(condition)) {
        findings.add(
          [...path, index, 'match', number],
          'XDS0384',
          'this match never decides: an earlier rule has the same',
        );
      }
      seen.add(condition);
    }
  }
}
