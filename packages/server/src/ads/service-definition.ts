import { fileURLToPath } from 'node:url';
import type { ServiceDefinition } from '@grpc/grpc-js';
import { load } from '@grpc/proto-loader';
import type { Response } from '@xdsim/xds';
import { encodeResponse, type Protocol } from '@xdsim/xds';
import type { Traffic } from '../metrics/traffic.js';

const file = fileURLToPath(new URL('../../protos/ads.proto', import.meta.url));
const service = 'envoy.service.discovery.v3.AggregatedDiscoveryService';

/** The method of each protocol, by its name in the .proto file. */
export const methods = {
  sotw: 'StreamAggregatedResources',
  delta: 'DeltaAggregatedResources',
} as const satisfies Record<Protocol, string>;

/**
 * The service as gRPC wants it: paths and directions from our .proto file, and encoders of our own. Requests stay bytes
 * here, so that one that cannot be decoded ends its stream with the right status; responses are put together from
 * shared bytes only when their turn to be sent comes.
 *
 * @param identifier is told to clients in each response, as `control_plane.identifier`.
 * @param traffic counts them.
 */
export async function loadService(identifier: string, traffic: Traffic): Promise<ServiceDefinition> {
  const definition = (await load(file))[service] as unknown as ServiceDefinition;
  const encoders = Object.entries(methods).map(([protocol, name]) => {
    const responseSerialize = (response: Response): Buffer => {
      const { buffer, byteOffset, byteLength } = encodeResponse(protocol as Protocol, response, identifier);
      traffic.note(response.typeUrl, byteLength);
      return Buffer.from(buffer, byteOffset, byteLength);
    };
    return [name, { ...definition[name], requestDeserialize: (bytes: Buffer) => bytes, responseSerialize }];
  });
  return Object.fromEntries(encoders) as ServiceDefinition;
}
