import type { MessageOf, ResourceType } from '@xdsim/envoy';
import type { ProtocolRules } from './protocols.js';
import type { Subscription, XdsRequest } from './subscription.js';
import type { XdsResponse } from './xds-response.js';

/** What the client holds of one type, and what it still owes an answer to. */
export interface TypeState {
  readonly subscription: Subscription;
  readonly resources: ReadonlyMap<string, MessageOf<ResourceType>>;
  readonly versions: ReadonlyMap<string, string>;
  /** A response that was neither acknowledged nor rejected. */
  readonly isPending: boolean;
  receive(response: XdsResponse): void;
  ack(response: XdsResponse): XdsRequest;
  nack(response: XdsResponse, why: string): XdsRequest;
}

export function createTypeState(type: ResourceType, rules: ProtocolRules): TypeState {
  const subscription = rules.subscription(type);
  const resources = new Map<string, MessageOf<ResourceType>>();
  const versions = new Map<string, string>();
  let pending: XdsResponse | undefined;

  const answer = (response: XdsResponse): void => {
    if (pending === response) pending = undefined;
  };
  return {
    subscription,
    resources,
    versions,
    get isPending() {
      return pending !== undefined;
    },
    receive: (response) => (pending = response),
    ack(response) {
      answer(response);
      const gone = rules.isComplete(type) ? [...resources.keys()] : response.removed;
      for (const name of gone) {
        resources.delete(name);
        versions.delete(name);
      }
      for (const [name, message] of response.resources) resources.set(name, message);
      for (const [name, version] of response.versions) versions.set(name, version);
      return subscription.ack(response);
    },
    nack(response, why) {
      answer(response);
      return subscription.nack(response, why);
    },
  };
}
