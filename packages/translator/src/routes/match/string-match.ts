import type { StringMatch } from '@xdsim/api';
import type { StringMatcher } from '@xdsim/envoy';

/** `undefined` for a match that says nothing. */
export function stringMatcher({ exact, prefix, regex }: StringMatch): StringMatcher | undefined {
  if (exact !== undefined) return { exact };
  if (prefix !== undefined) return { prefix };
  return regex === undefined ? undefined : { safe_regex: { regex } };
}

/** What a header or a query parameter has to be; `*` as a regex is no regex, it stands for any value (Istio). */
export function valueMatch(
  match: StringMatch,
): { readonly present_match: true } | { readonly string_match: StringMatcher } {
  const matcher = match.regex === '*' ? undefined : stringMatcher(match);
  return matcher ? { string_match: matcher } : { present_match: true };
}
