import type { ServiceDefinition } from '@grpc/grpc-js';
import type { PackageDefinition } from '@grpc/proto-loader';
import { encodeResponse, type Protocol, type Response } from '@xdsim/xds';
import type { Traffic } from '../metrics/traffic.js';
import type { DiscoveryService } from './discovery-services.js';

const bytesAsTheyAre = (bytes: Buffer): Buffer => bytes;

export interface DefinitionOptions {
  /** Is told to clients in each response, as `control_plane.identifier`. */
  readonly identifier: string;
  /** Counts the responses. */
  readonly traffic: Traffic;
}

/**
 * A discovery service as gRPC wants it: paths and directions from our .proto files, and encoders of our own. Requests stay
 * bytes here, so that one that cannot be decoded ends its stream with the right status; responses are put together from
 * shared bytes only when their turn to be sent comes.
 */
export function serviceDefinition(
  definitions: PackageDefinition,
  { name, sotw, delta, fetch }: DiscoveryService,
  { identifier, traffic }: DefinitionOptions,
): ServiceDefinition {
  const declared = definitions[name] as unknown as ServiceDefinition;
  const serializer = (protocol: Protocol) => (response: Response) => {
    const { buffer, byteOffset, byteLength } = encodeResponse(protocol, response, identifier);
    traffic.note(response.typeUrl, byteLength);
    return Buffer.from(buffer, byteOffset, byteLength);
  };
  const method = (called: string, responseSerialize: unknown) => ({
    [called]: { ...declared[called], requestDeserialize: bytesAsTheyAre, responseSerialize },
  });
  return {
    ...method(sotw, serializer('sotw')),
    ...method(delta, serializer('delta')),
    ...(fetch && method(fetch, bytesAsTheyAre)),
  } as ServiceDefinition;
}
