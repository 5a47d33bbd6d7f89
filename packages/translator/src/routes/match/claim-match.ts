import type { StringMatch } from '@xdsim/api';
import type { MetadataMatcher } from '@xdsim/envoy';
import { stringMatcher } from './string-match.js';

const CLAIMS = '@request.auth.claims';

/** The path to a claim of a validated token: `@request.auth.claims.a.b` or `@request.auth.claims[a][b]`. */
function claimPath(name: string): readonly string[] | undefined {
  if (!name.toLowerCase().startsWith(CLAIMS)) return undefined;
  const rest = name.slice(CLAIMS.length);
  if (rest.length > 1 && rest.startsWith('.')) return rest.slice(1).split('.');
  return rest.length > 2 && rest.startsWith('[') && rest.endsWith(']')
    ? rest.slice(1, -1).split('][')
    : undefined;
}

/** Istio: a header of this name is no header but a claim, which the token's filter leaves in the metadata. */
export function claimMatch(name: string, match: StringMatch): MetadataMatcher | undefined {
  const path = claimPath(name);
  if (!path) return undefined;
  const matcher = stringMatcher(match);
  const value = matcher ? { string_match: matcher } : { present_match: true };
  return {
    filter: 'envoy.filters.http.jwt_authn',
    path: ['payload', ...path].map((key) => ({ key })),
    // A claim is one value or a list of them.
    value: { or_match: { value_matchers: [{ list_match: { one_of: value } }, value] } },
  };
}
