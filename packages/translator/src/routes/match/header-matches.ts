import type { HttpMatch, StringMatch } from '@xdsim/api';
import type { HeaderMatcher, MetadataMatcher } from '@xdsim/envoy';
import { claimMatch } from './claim-match.js';
import { valueMatch } from './string-match.js';

const header = (name: string, match: StringMatch): HeaderMatcher => ({ name, ...valueMatch(match) });

/** An absent header counts as an empty one, but where presence is the question. */
function withoutHeader(name: string, match: StringMatch): HeaderMatcher {
  const matcher = { ...header(name, match), invert_match: true };
  return matcher.string_match ? { ...matcher, treat_missing_header_as_empty: true } : matcher;
}

const byName = (a: HeaderMatcher, b: HeaderMatcher): number =>
  a.name! < b.name! ? -1 : a.name! > b.name! ? 1 : 0;

/** Istio: headers by name, those that must not be there among them, then the pseudo-headers. */
export function headerMatches(match: HttpMatch): readonly HeaderMatcher[] {
  const { headers = {}, withoutHeaders = {}, method, authority, scheme } = match;
  const real = ([name, value]: [string, StringMatch]): boolean => !claimMatch(name, value);
  const named = [
    ...Object.entries(headers)
      .filter(real)
      .map(([name, value]) => header(name, value)),
    ...Object.entries(withoutHeaders)
      .filter(real)
      .map(([name, value]) => withoutHeader(name, value)),
  ].sort(byName);
  return [
    ...named,
    ...(method ? [header(':method', method)] : []),
    ...(authority ? [header(':authority', authority)] : []),
    ...(scheme ? [header(':scheme', scheme)] : []),
  ];
}

/** What is written as headers and means claims of a token. */
export function claimMatches({ headers = {}, withoutHeaders = {} }: HttpMatch): readonly MetadataMatcher[] {
  const claims = (fields: Readonly<Record<string, StringMatch>>): MetadataMatcher[] =>
    Object.entries(fields).flatMap(([name, value]) => claimMatch(name, value) ?? []);
  return [...claims(headers), ...claims(withoutHeaders).map((matcher) => ({ ...matcher, invert: true }))];
}
