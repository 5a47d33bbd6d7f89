import type { HashPolicy } from '@xdsim/envoy';
import { parseDuration } from '@xdsim/api';
import type { TrafficPolicy } from '@xdsim/api';
import type { MergedRule } from '@xdsim/registry';
import { seconds } from '../seconds.js';

export type ConsistentHash = NonNullable<NonNullable<TrafficPolicy['loadBalancer']>['consistentHash']>;

/**
 * Istio: on a service's default route the rule's own hash counts, or a port-level one that has a hash; those of subsets
 * do not.
 */
export function defaultRouteHash(rule: MergedRule | undefined, port: number): ConsistentHash | undefined {
  const policy = rule?.trafficPolicy;
  const atPort = policy?.portLevelSettings?.find((s) => s.port?.number === port);
  return atPort?.loadBalancer?.consistentHash ?? policy?.loadBalancer?.consistentHash;
}

/** What of a request is hashed, as a route's `hash_policy`. */
export function hashPolicy(hash: ConsistentHash | undefined): HashPolicy | undefined {
  if (hash?.httpHeaderName) return { header: { header_name: hash.httpHeaderName } };
  if (hash?.httpCookie) {
    const { name, path, ttl, attributes } = hash.httpCookie;
    return {
      cookie: {
        name: name ?? '',
        // Present, even as 0s: Envoy then makes a session cookie. Absent: Envoy never sets one.
        ...(ttl === undefined ? {} : { ttl: seconds(parseDuration(ttl) ?? 0) }),
        ...(path ? { path } : {}),
        ...(attributes?.length
          ? { attributes: attributes.map((a) => ({ name: a.name ?? '', value: a.value ?? '' })) }
          : {}),
      },
    };
  }
  // Istio writes the value as it is: false hashes nothing, but the policy is there.
  if (hash?.useSourceIp !== undefined) return { connection_properties: { source_ip: hash.useSourceIp } };
  if (hash?.httpQueryParameterName) return { query_parameter: { name: hash.httpQueryParameterName } };
  return undefined;
}
