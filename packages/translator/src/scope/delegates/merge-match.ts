import type { HttpMatch, StringMatch } from '@xdsim/api';

/** Istio: what a delegate matches has to lie within what its root matches. Regexes cannot be compared. */
export function stringsConflict(root: StringMatch | undefined, own: StringMatch | undefined): boolean {
  if (!root || !own) return false;
  if (root.exact) return own.exact !== root.exact;
  if (root.prefix) return !(own.prefix || own.exact || '').startsWith(root.prefix);
  return true;
}

type Values = Readonly<Record<string, StringMatch>>;

const valuesConflict = (root: Values = {}, own: Values = {}): boolean =>
  Object.entries(own).some(([name, match]) => stringsConflict(root[name], match));

/** Whether no request that a delegate's match means is one that its root lets through. */
export function matchesConflict(root: HttpMatch, own: HttpMatch): boolean {
  const gateways = root.gateways ?? [];
  return (
    stringsConflict(root.uri, own.uri) ||
    stringsConflict(root.scheme, own.scheme) ||
    stringsConflict(root.method, own.method) ||
    stringsConflict(root.authority, own.authority) ||
    valuesConflict(root.headers, own.headers) ||
    valuesConflict(root.withoutHeaders, own.withoutHeaders) ||
    valuesConflict(root.queryParams, own.queryParams) ||
    Boolean(root.ignoreUriCase) !== Boolean(own.ignoreUriCase) ||
    Boolean(root.port && own.port && root.port !== own.port) ||
    // Istio: a delegate that says no namespace where its root does conflicts too.
    Boolean(root.sourceNamespace && root.sourceNamespace !== own.sourceNamespace) ||
    Object.entries(own.sourceLabels ?? {}).some(
      ([key, value]) => (root.sourceLabels?.[key] ?? value) !== value,
    ) ||
    (gateways.length > 0 && (own.gateways ?? []).some((gateway) => !gateways.includes(gateway)))
  );
}

/** Names of a root and its delegate, joined where both have one. */
export const joinNames = (root: string | undefined, own: string | undefined): string | undefined =>
  root && own ? `${root}-${own}` : own || root;

/** Both matches in one; where both say something, the delegate's holds, which is the narrower. */
function mergeMatch(root: HttpMatch, own: HttpMatch): HttpMatch {
  const name = joinNames(root.name, own.name);
  const { headers, withoutHeaders, queryParams, sourceLabels } = root;
  const gateways = own.gateways?.length ? own.gateways : root.gateways;
  return {
    ...root,
    ...own,
    ...(name ? { name } : {}),
    ...(own.port || root.port ? { port: own.port || root.port } : {}),
    ...(gateways ? { gateways } : {}),
    headers: { ...headers, ...own.headers },
    withoutHeaders: { ...withoutHeaders, ...own.withoutHeaders },
    queryParams: { ...queryParams, ...own.queryParams },
    sourceLabels: { ...sourceLabels, ...own.sourceLabels },
  };
}

/** The matches of a delegate's rule within those of its root, or `undefined` when one of them lies in none (Istio). */
export function mergeMatches(
  root: readonly HttpMatch[] = [],
  own: readonly HttpMatch[] = [],
): readonly HttpMatch[] | undefined {
  if (root.length === 0) return own;
  if (own.length === 0) return root;
  const merged = own.map((match) =>
    root.filter((outer) => !matchesConflict(outer, match)).map((outer) => mergeMatch(outer, match)),
  );
  return merged.every((matches) => matches.length > 0) ? merged.flat() : undefined;
}
