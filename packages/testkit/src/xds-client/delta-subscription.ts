import { typeUrls, type DeltaDiscoveryRequest, type ResourceType } from '@xdsim/envoy';
import { INVALID_ARGUMENT, type Subscription } from './subscription.js';

/** Delta: a request says what comes and what goes; only answers to a response carry its nonce. */
export function deltaSubscription(type: ResourceType): Subscription {
  const names = new Set<string>();
  let isFirst = true;

  const request = (fields: DeltaDiscoveryRequest): DeltaDiscoveryRequest => {
    isFirst = false;
    return { type_url: typeUrls[type], ...fields };
  };

  return {
    get isWildcard() {
      return names.has('*');
    },
    subscribe(added, { initialVersions } = {}) {
      for (const name of added ?? ['*']) names.add(name);
      return request({
        // xDS: a first request without names is the wildcard, which is how Envoy asks for clusters and listeners.
        resource_names_subscribe: added ?? (isFirst ? [] : ['*']),
        ...(initialVersions && { initial_resource_versions: initialVersions }),
      });
    },
    unsubscribe(removed = [...names]) {
      for (const name of removed) names.delete(name);
      return request({ resource_names_unsubscribe: [...removed] });
    },
    ack: ({ nonce }) => request({ response_nonce: nonce }),
    nack: ({ nonce }, why) =>
      request({ response_nonce: nonce, error_detail: { code: INVALID_ARGUMENT, message: why } }),
  };
}
