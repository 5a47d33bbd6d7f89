import type { NodeMatcher } from '@xdsim/envoy';

type StringMatcher = NonNullable<NodeMatcher['node_id']>;

/** Whether a matcher asks for more than its node id: patterns that a server would have to run, and metadata. */
export const isUnsupported = ({ node_id, node_metadatas }: NodeMatcher): boolean =>
  Boolean(node_metadatas?.length || node_id?.safe_regex || node_id?.custom);

function matchesText(matcher: StringMatcher, text: string): boolean {
  const fold = (value: string): string => (matcher.ignore_case ? value.toLowerCase() : value);
  const { exact, prefix, suffix, contains } = matcher;
  const it = fold(text);
  if (exact !== undefined) return it === fold(exact);
  if (prefix !== undefined) return it.startsWith(fold(prefix));
  if (suffix !== undefined) return it.endsWith(fold(suffix));
  return contains === undefined || it.includes(fold(contains));
}

/** Envoy: any of the matchers will do, and without one everybody is meant. */
export const matchesNode = (matchers: readonly NodeMatcher[], id: string): boolean =>
  matchers.length === 0 || matchers.some(({ node_id }) => !node_id || matchesText(node_id, id));
