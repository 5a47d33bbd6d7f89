import type { HttpRoute, HttpRouteDestination } from '@xdsim/api';
import type { Route, RouteAction, WeightedCluster } from '@xdsim/envoy';
import { hashPolicy } from '../../policy/hash-policy.js';
import { duration } from '../../seconds.js';
import type { RouteScope } from '../route-scope.js';
import { hashOf, ruleOf, targetOf } from './destination.js';
import { authority, headerChanges } from './headers.js';
import { mirrorPolicies } from './mirror.js';
import { retryPolicy } from './retry-policy.js';
import { pathRewrite } from './rewrite.js';
import { timeoutOf } from './timeout.js';

type ClusterWeight = NonNullable<WeightedCluster['clusters']>[number];

function clusterWeight(
  scope: RouteScope,
  { destination, weight, headers }: HttpRouteDestination,
): ClusterWeight {
  const host = authority(headers);
  return {
    name: targetOf(scope, destination).cluster,
    weight: weight ?? 0,
    ...headerChanges(headers),
    ...(host ? { host_rewrite_literal: host } : {}),
  };
}

/** Istio: one destination is a cluster, several are weighted ones even if only one of them has a weight. */
function clusters(
  scope: RouteScope,
  only: HttpRouteDestination | undefined,
  weighted: readonly HttpRouteDestination[],
): Pick<RouteAction, 'cluster' | 'weighted_clusters'> {
  return only
    ? { cluster: targetOf(scope, only.destination).cluster }
    : { weighted_clusters: { clusters: weighted.map((d) => clusterWeight(scope, d)) } };
}

/** The part of a route that sends requests somewhere. */
export function forward(scope: RouteScope, rule: HttpRoute): Pick<Route, 'route'> {
  const destinations = rule.route ?? [];
  const only = destinations.length === 1 ? destinations[0] : undefined;
  const served = only ? [only] : destinations.filter(({ weight = 0 }) => weight !== 0);
  const hashes = served.map(({ destination }) =>
    hashOf(ruleOf(scope.context, destination.host), destination),
  );
  const policies = hashes.flatMap((hash) => hashPolicy(hash) ?? []);
  const timeout = duration(rule.timeout) ?? '0s';
  // Istio: of several places the rewrite counts first, then the rule's headers, then those of an only destination.
  const host = rule.rewrite?.authority || authority(rule.headers) || authority(only?.headers);
  const mirrors = mirrorPolicies(scope, rule);
  const retries = rule.retries ?? scope.context.mesh.defaultHttpRetryPolicy;
  const retry = retryPolicy(retries, only !== undefined && hashes[0] !== undefined);
  return {
    route: {
      ...clusters(scope, only, served),
      ...timeoutOf(scope.context.proxy, timeout),
      ...pathRewrite(rule.rewrite),
      ...(host ? { host_rewrite_literal: host } : {}),
      ...(mirrors.length ? { request_mirror_policies: mirrors } : {}),
      ...(retry ? { retry_policy: retry } : {}),
      ...(policies.length ? { hash_policy: policies } : {}),
    },
  };
}
