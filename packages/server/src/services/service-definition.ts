import type { ServiceDefinition } from '@grpc/grpc-js';
import type { PackageDefinition } from '@grpc/proto-loader';
import type { Response } from '@xdsim/xds';
import type { DiscoveryService } from './discovery-services.js';
import type { Encoder } from './encoders.js';

const bytesAsTheyAre = (bytes: Buffer): Buffer => bytes;

/**
 * A discovery service as gRPC wants it: paths and directions from our .proto files, and encoders of our own. Requests stay
 * bytes here, so that one that cannot be decoded ends its stream with the right status; responses are put together from
 * shared bytes only when their turn to be sent comes.
 */
export function serviceDefinition(
  definitions: PackageDefinition,
  { name, sotw, delta, fetch }: DiscoveryService,
  encoders: ReadonlyMap<string, Encoder>,
): ServiceDefinition {
  const declared = definitions[name] as unknown as ServiceDefinition;
  const serializer = (method: string) => (response: Response) => {
    const { shared, own } = encoders.get(`/${name}/${method}`)!(response);
    return Buffer.concat([shared, own]);
  };
  const method = (called: string, responseSerialize: unknown) => ({
    [called]: { ...declared[called], requestDeserialize: bytesAsTheyAre, responseSerialize },
  });
  return {
    ...method(sotw, serializer(sotw)),
    ...method(delta, serializer(delta)),
    ...(fetch && method(fetch, bytesAsTheyAre)),
  } as ServiceDefinition;
}
