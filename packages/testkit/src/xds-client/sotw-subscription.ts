import { typeUrls, type DiscoveryRequest, type ResourceType } from '@xdsim/envoy';
import { INVALID_ARGUMENT, type Subscription } from './subscription.js';

/** State-of-the-world: every request lists all that is wanted, and repeats the version and nonce that were processed. */
export function sotwSubscription(type: ResourceType): Subscription & { request(): DiscoveryRequest } {
  const names = new Set<string>();
  let legacyWildcard = false;
  let version = '';
  let nonce = '';

  const request = (): DiscoveryRequest => ({
    version_info: version,
    type_url: typeUrls[type],
    // xDS: the empty list is the wildcard until a list had a name in it; from then on the wildcard is '*'.
    resource_names: legacyWildcard && names.size > 0 ? ['*', ...names] : [...names],
    response_nonce: nonce,
  });

  return {
    request,
    get isWildcard() {
      return legacyWildcard || names.has('*');
    },
    subscribe(added) {
      if (added === undefined && names.size > 0) names.add('*');
      else if (added === undefined) legacyWildcard = true;
      for (const name of added ?? []) names.add(name);
      return request();
    },
    unsubscribe(removed) {
      if (legacyWildcard && names.size === 0)
        throw new TypeError(
          `SotW has no request that ends the wildcard of ${type}: subscribe to ['*'] instead`,
        );
      if (removed === undefined) legacyWildcard = false;
      for (const name of removed ?? [...names]) names.delete(name);
      return request();
    },
    ack(response) {
      ({ version, nonce } = response);
      return request();
    },
    nack(response, why) {
      // xDS: the version that stays in force, with the nonce of the response that is rejected.
      ({ nonce } = response);
      return { ...request(), error_detail: { code: INVALID_ARGUMENT, message: why } };
    },
  };
}
