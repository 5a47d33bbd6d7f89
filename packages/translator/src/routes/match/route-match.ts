import type { HttpMatch, StringMatch } from '@xdsim/api';
import type { QueryParameterMatcher, RouteMatch } from '@xdsim/envoy';
import { claimMatches, headerMatches } from './header-matches.js';
import { valueMatch } from './string-match.js';

type PathMatch = Pick<RouteMatch, 'path' | 'prefix' | 'safe_regex'>;

function pathMatch({ exact, prefix, regex }: StringMatch): PathMatch {
  if (exact !== undefined) return { path: exact };
  if (prefix !== undefined) return { prefix };
  return regex === undefined ? { prefix: '/' } : { safe_regex: { regex } };
}

/** All have to hold, so that their order says nothing: Istio's is that of a Go map. Here the last one written is first. */
const queryMatches = (params: Readonly<Record<string, StringMatch>>): readonly QueryParameterMatcher[] =>
  Object.entries(params)
    .map(([name, match]) => ({ name, ...valueMatch(match) }))
    .reverse();

/** The conditions of one match, or those of a rule without any: everything. */
export function routeMatch(match: HttpMatch | undefined): RouteMatch {
  if (!match) return { prefix: '/' };
  const headers = headerMatches(match);
  const claims = claimMatches(match);
  const query = queryMatches(match.queryParams ?? {});
  return {
    ...pathMatch(match.uri ?? {}),
    // Istio writes it wherever there is a match at all.
    case_sensitive: !match.ignoreUriCase,
    ...(headers.length ? { headers } : {}),
    ...(query.length ? { query_parameters: query } : {}),
    ...(claims.length ? { dynamic_metadata: claims } : {}),
  };
}

/** Istio: a route that takes every request ends the list; none behind it is ever reached. */
export const isCatchAll = (match: RouteMatch): boolean =>
  (match.prefix === '/' || match.safe_regex?.regex === '.*') &&
  !match.headers?.length &&
  !match.query_parameters?.length &&
  !match.dynamic_metadata?.length;

/** The path of a match as a trace's operation shows it. */
export const pathInTrace = ({ path, safe_regex, prefix = '/' }: RouteMatch): string =>
  path ?? safe_regex?.regex ?? `${prefix}*`;
