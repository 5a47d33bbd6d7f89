import type { HttpRewrite } from '@xdsim/api';
import type { RouteAction } from '@xdsim/envoy';

/** How the path changes on its way to the destination: what was matched of it, or what a regex finds. */
export function pathRewrite(
  rewrite: HttpRewrite = {},
): Pick<RouteAction, 'prefix_rewrite' | 'regex_rewrite'> {
  const { uriRegexRewrite, uri } = rewrite;
  if (uriRegexRewrite) {
    const { match = '', rewrite: substitution = '' } = uriRegexRewrite;
    return { regex_rewrite: { pattern: { regex: match }, substitution } };
  }
  return uri ? { prefix_rewrite: uri } : {};
}
