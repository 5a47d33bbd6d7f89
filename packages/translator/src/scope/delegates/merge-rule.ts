import type { HttpRoute } from '@xdsim/api';
import { joinNames, mergeMatches } from './merge-match.js';

/** What a delegate's rule takes over from its root where it says nothing itself (Istio). */
const inherited = [
  'rewrite',
  'directResponse',
  'timeout',
  'retries',
  'fault',
  'mirror',
  'mirrorPercent',
  'mirror_percent',
  'mirrorPercentage',
  'corsPolicy',
  'mirrors',
  'headers',
] as const satisfies readonly (keyof HttpRoute)[];

/** A rule of a delegate as it holds within a rule of its root; `undefined` when their matches exclude each other. */
export function mergeRule(root: HttpRoute, own: HttpRoute): HttpRoute | undefined {
  const match = mergeMatches(root.match, own.match);
  if (!match) return undefined;
  const name = joinNames(root.name, own.name);
  const taken = inherited.filter((field) => own[field] === undefined && root[field] !== undefined);
  return {
    ...own,
    ...(name ? { name } : {}),
    match,
    ...Object.fromEntries(taken.map((field) => [field, root[field]])),
  };
}
