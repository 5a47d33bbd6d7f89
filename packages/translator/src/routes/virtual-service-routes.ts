import type { AnyObject, VirtualService } from '@xdsim/api';
import { nameOf } from '@xdsim/api';
import type { Route } from '@xdsim/envoy';
import type { Context } from '../context.js';
import { sameMade } from '../incremental/same-sources.js';
import { tracked } from '../incremental/tracked.js';
import { httpRules } from '../scope/delegates/http-rules.js';
import type { OutsideRule } from '../scope/delegates/http-rules.js';
import { ruleOf } from './action/destination.js';
import { httpRoute } from './http-route.js';
import { isCatchAll } from './match/route-match.js';
import { sourceMatches } from './match/source-match.js';
import { reportRedirects } from './report-redirects.js';
import { routeScope } from './route-scope.js';

/** What a VirtualService makes of a route configuration for one proxy, and the objects that it is made from. */
export interface BuiltRoutes {
  /** Empty when none of its matches can hold here: then it counts as not being there (Istio). */
  readonly routes: readonly Route[];
  readonly sources: readonly AnyObject[];
}

function reportOutside(context: Context, root: VirtualService, { delegate, index }: OutsideRule): void {
  context.report(
    delegate,
    ['spec', 'http', index, 'match'],
    'XDS0512',
    `${nameOf(root)} includes this where no request of this rule can come: there it is left out`,
    'Match within what the including rule matches: a longer prefix, the same exact value, no regex where it has a match.',
  );
}

/** A route for each match of each rule, up to the first that takes everything. */
function build(context: Context, name: string, virtualService: VirtualService): BuiltRoutes {
  const scope = routeScope(context, name);
  if (!scope) return { routes: [], sources: [] };
  const { rules, sources, outside } = httpRules(context.snapshot, context.mesh, virtualService);
  for (const source of sources) reportRedirects(context, source);
  for (const rule of outside) reportOutside(context, virtualService, rule);
  const used = new Set<AnyObject>(sources);
  const routes: Route[] = [];
  for (const rule of rules) {
    const matches = rule.match?.length ? rule.match : [undefined];
    for (const match of matches) {
      if (match && !sourceMatches(match, context.proxy, scope.listenPort)) continue;
      const route = httpRoute(scope, virtualService.metadata.name, rule, match);
      routes.push(route);
      for (const { destination } of rule.route ?? []) {
        for (const source of ruleOf(context, destination.host)?.sources ?? []) used.add(source);
      }
      if (isCatchAll(route.match ?? {})) return { routes, sources: [...used] };
    }
  }
  return { routes, sources: [...used] };
}

/** Made once for all the hosts that the VirtualService decides about. */
export const virtualServiceRoutes: typeof build = tracked(build, { same: sameMade });
