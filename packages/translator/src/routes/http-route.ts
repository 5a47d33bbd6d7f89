import type { HttpMatch, HttpRoute } from '@xdsim/api';
import type { Route } from '@xdsim/envoy';
import { BLACK_HOLE_CLUSTER } from '../clusters/cluster-name.js';
import { cors } from './action/cors.js';
import { targetOf } from './action/destination.js';
import { directResponse } from './action/direct-response.js';
import { fault } from './action/fault.js';
import { forward } from './action/forward.js';
import { headerChanges } from './action/headers.js';
import { redirectAction } from './action/redirect.js';
import { pathInTrace, routeMatch } from './match/route-match.js';
import type { RouteScope } from './route-scope.js';

const forwards = (rule: HttpRoute): boolean => !rule.redirect && !rule.directResponse;

type Action = Pick<Route, 'route' | 'redirect' | 'direct_response'>;

function action(scope: RouteScope, rule: HttpRoute): Action {
  // gRPC can do neither, so that a request that matches has to fail. That is said as all of gRPC's languages understand it:
  // grpc-java rejects other actions, and grpc-js ends its program at a route without a cluster.
  if (scope.context.proxy.type === 'proxyless' && !forwards(rule)) {
    return { route: { cluster: BLACK_HOLE_CLUSTER } };
  }
  if (rule.redirect) {
    const redirect = redirectAction(rule.redirect, scope.requestPort);
    return redirect ? { redirect } : {};
  }
  return rule.directResponse
    ? { direct_response: directResponse(rule.directResponse) }
    : forward(scope, rule);
}

/** Istio: a trace names the only destination, else the VirtualService. */
function operation(scope: RouteScope, virtualService: string, rule: HttpRoute, path: string): string {
  const [only, ...others] = forwards(rule) ? (rule.route ?? []) : [];
  if (!only || others.length) return `${virtualService}:${scope.listenPort}${path}`;
  const { host, port } = targetOf(scope, only.destination);
  return `${host}:${port}${path}`;
}

function filterConfigs({ context }: RouteScope, rule: HttpRoute): Pick<Route, 'typed_per_filter_config'> {
  const configs = {
    ...(rule.fault ? { 'envoy.filters.http.fault': fault(rule.fault) } : {}),
    // gRPC rejects routes that configure a filter which it has not.
    ...(rule.corsPolicy && context.proxy.type !== 'proxyless'
      ? { 'envoy.filters.http.cors': cors(rule.corsPolicy) }
      : {}),
  };
  return Object.keys(configs).length ? { typed_per_filter_config: configs } : {};
}

/** The route for one match of a rule, or for a rule without any. */
export function httpRoute(
  scope: RouteScope,
  virtualService: string,
  rule: HttpRoute,
  written: HttpMatch | undefined,
): Route {
  const match = routeMatch(written);
  const name = written?.name ? `${rule.name ?? ''}.${written.name}` : rule.name;
  const only = forwards(rule) && rule.route?.length === 1 ? rule.route[0] : undefined;
  return {
    ...(name ? { name } : {}),
    match,
    ...(written?.statPrefix ? { stat_prefix: written.statPrefix } : {}),
    ...action(scope, rule),
    decorator: { operation: operation(scope, virtualService, rule, pathInTrace(match)) },
    ...headerChanges(rule.headers, only?.headers),
    ...filterConfigs(scope, rule),
  };
}
