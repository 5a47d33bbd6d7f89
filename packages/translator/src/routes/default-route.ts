import type { Route } from '@xdsim/envoy';
import type { Service } from '@xdsim/registry';
import { clusterName } from '../clusters/cluster-name.js';
import type { Context } from '../context.js';
import { defaultRouteHash, hashPolicy } from '../policy/hash-policy.js';
import { ruleOf } from './action/destination.js';
import { retryPolicy } from './action/retry-policy.js';
import { timeoutOf } from './action/timeout.js';

/** The one route of a service that no VirtualService takes: everything, to its cluster, without a timeout. */
export function defaultRoute(context: Context, service: Service, port: number): Route {
  const hash = hashPolicy(defaultRouteHash(ruleOf(context, service.hostname), port));
  // Istio: the default route keeps looking for another host on retries, even with a hash.
  const retry = retryPolicy(context.mesh.defaultHttpRetryPolicy, false);
  return {
    name: 'default',
    match: { prefix: '/' },
    decorator: { operation: `${service.hostname}:${port}/*` },
    route: {
      cluster: clusterName(port, service.hostname),
      ...timeoutOf(context.proxy, '0s'),
      ...(retry ? { retry_policy: retry } : {}),
      ...(hash ? { hash_policy: [hash] } : {}),
    },
  };
}
