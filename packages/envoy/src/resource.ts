import { hash } from 'node:crypto';
import { decode } from './codec/decode.js';
import { EncodeError } from './codec/encode-error.js';
import { encode, type MessageName } from './codec/encode.js';
import type { JsonObject } from './json.js';
import { typeUrls, type MessageOf, type ResourceType, type TypeUrl } from './type-urls.js';

/** A message that is served to proxies, encoded once; its bytes are shared and must not be changed. */
export interface Resource<T extends ResourceType = ResourceType> {
  readonly type: T;
  readonly typeUrl: TypeUrl;
  readonly name: string;
  readonly message: MessageOf<T>;
  readonly bytes: Uint8Array;
  /** Follows from the bytes alone: 16 hexadecimal digits of their SHA-256. */
  readonly version: string;
}

/**
 * Encodes a message as a resource named after it.
 * @throws EncodeError if the message has a mistake or no name
 * @example
 * resource('clusters', { name: 'outbound|80||example.com', type: 'EDS' });
 */
export function resource<T extends ResourceType>(type: T, message: MessageOf<T>): Resource<T> {
  const name = nameOf[type](message) ?? '';
  if (name === '') {
    throw new EncodeError('a resource needs a name', type === 'endpoints' ? 'cluster_name' : 'name');
  }
  const bytes = encode(messageNames[type], message);
  return {
    type,
    typeUrl: typeUrls[type],
    name,
    message,
    bytes,
    version: hash('sha256', bytes, 'hex').slice(0, 16),
  };
}

/** The resource as canonical proto3 JSON with proto field names, read back from the bytes that proxies get. */
export function toJson(resource: Resource): JsonObject {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a message is JSON, which an interface cannot say
  return decode(messageNames[resource.type], resource.bytes) as JsonObject;
}

const nameOf: { readonly [T in ResourceType]: (message: MessageOf<T>) => string | undefined } = {
  clusters: ({ name }) => name,
  endpoints: ({ cluster_name }) => cluster_name,
  listeners: ({ name }) => name,
  routes: ({ name }) => name,
  secrets: ({ name }) => name,
};

const messageNames = {
  clusters: 'envoy.config.cluster.v3.Cluster',
  endpoints: 'envoy.config.endpoint.v3.ClusterLoadAssignment',
  listeners: 'envoy.config.listener.v3.Listener',
  routes: 'envoy.config.route.v3.RouteConfiguration',
  secrets: 'envoy.extensions.transport_sockets.tls.v3.Secret',
} as const satisfies Record<ResourceType, MessageName>;
