import type { Client, ClientDuplexStream, ClientOptions } from '@grpc/grpc-js';
import {
  decode,
  encode,
  resourceTypeOf,
  type DeltaDiscoveryResponse,
  type DiscoveryResponse,
  type MessageOf,
  type MessageTypes,
  type ResourceType,
  type TypedMessage,
} from '@xdsim/envoy';
import { deltaSubscription } from './delta-subscription.js';
import { sotwSubscription } from './sotw-subscription.js';
import type { Subscription, XdsRequest } from './subscription.js';
import type { XdsResponse } from './xds-response.js';

export type Protocol = 'sotw' | 'delta';

export type XdsStream = ClientDuplexStream<XdsRequest, XdsResponse | undefined>;

/** What differs between the two protocols: the method, and how responses are read. */
export interface ProtocolRules {
  /** Each response of the stream is read into one form; of unknown types it is `undefined`. */
  open(client: Client): XdsStream;
  subscription(type: ResourceType): Subscription;
  /** Whether a response holds everything of the type, so that what it lacks is gone. */
  isComplete(type: ResourceType): boolean;
}

export const protocols: Readonly<Record<Protocol, ProtocolRules>> = {
  sotw: {
    open: (client) =>
      client.makeBidiStreamRequest(
        '/envoy.service.discovery.v3.AggregatedDiscoveryService/StreamAggregatedResources',
        (request: XdsRequest) => bytesOf('envoy.service.discovery.v3.DiscoveryRequest', request),
        (bytes) => readSotw(decode('envoy.service.discovery.v3.DiscoveryResponse', bytes)),
      ),
    subscription: sotwSubscription,
    // xDS: only of listeners and clusters does SotW always tell all.
    isComplete: (type) => type === 'clusters' || type === 'listeners',
  },
  delta: {
    open: (client) =>
      client.makeBidiStreamRequest(
        '/envoy.service.discovery.v3.AggregatedDiscoveryService/DeltaAggregatedResources',
        (request: XdsRequest) => bytesOf('envoy.service.discovery.v3.DeltaDiscoveryRequest', request),
        (bytes) => readDelta(decode('envoy.service.discovery.v3.DeltaDiscoveryResponse', bytes)),
      ),
    subscription: deltaSubscription,
    isComplete: () => false,
  },
};

/** No limit to what a response may hold: Envoy has none either. */
export const channelOptions: ClientOptions = { 'grpc.max_receive_message_length': -1 };

function bytesOf<N extends keyof MessageTypes>(name: N, message: MessageTypes[N]): Buffer {
  const { buffer, byteOffset, byteLength } = encode(name, message);
  return Buffer.from(buffer, byteOffset, byteLength);
}

function readSotw(response: DiscoveryResponse): XdsResponse | undefined {
  const type = resourceTypeOf(response.type_url);
  if (!type) return undefined;
  const { version_info: version = '', nonce = '' } = response;
  const resources = new Map((response.resources ?? []).map(readResource));
  const versions = new Map([...resources.keys()].map((name) => [name, version]));
  return { type, version, nonce, resources, versions, removed: [] };
}

function readDelta(response: DeltaDiscoveryResponse): XdsResponse | undefined {
  const type = resourceTypeOf(response.type_url);
  if (!type) return undefined;
  const {
    system_version_info: version = '',
    nonce = '',
    resources = [],
    removed_resources: removed = [],
  } = response;
  return {
    type,
    version,
    nonce,
    resources: new Map(
      resources.flatMap(({ name = '', resource }) => (resource ? [[name, readResource(resource)[1]]] : [])),
    ),
    versions: new Map(resources.map(({ name = '', version = '' }) => [name, version])),
    removed,
  };
}

/** The type URL is left out, so that messages compare equal with those that were served. */
function readResource({ '@type': _url, ...message }: TypedMessage): [string, MessageOf<ResourceType>] {
  const { name, cluster_name } = message as { name?: string; cluster_name?: string };
  return [name ?? cluster_name ?? '', message as MessageOf<ResourceType>];
}
