import { status, type Server, type UntypedServiceImplementation } from '@grpc/grpc-js';
import type { PackageDefinition } from '@grpc/proto-loader';
import type { Protocol } from '@xdsim/xds';
import type { AdsCall } from '../ads/serve-stream.js';
import { discoveryServices, type DiscoveryService } from './discovery-services.js';
import type { Encoder } from './encoders.js';
import { serviceDefinition } from './service-definition.js';

export interface DiscoveryOptions {
  readonly definitions: PackageDefinition;
  readonly encoders: ReadonlyMap<string, Encoder>;
  /** Serves a stream: of one type, or of those that its requests name. */
  serve(protocol: Protocol, typeUrl?: string): (call: AdsCall) => void;
}

/** A client that asks once cannot say that it rejected what it got, and would have to ask for ever to follow. */
const refuseFetch = ({ sotw, delta }: DiscoveryService) => ({
  code: status.UNIMPLEMENTED,
  details: `xdsim answers on streams: use ${sotw} or ${delta}`,
});

/** Adds the services that hand out resources: all types on one stream, or each on its own. */
export function addDiscoveryServices(server: Server, options: DiscoveryOptions): void {
  const { definitions, encoders, serve } = options;
  for (const service of discoveryServices) {
    const { sotw, delta, fetch, typeUrl } = service;
    const implementation = {
      [sotw]: serve('sotw', typeUrl),
      [delta]: serve('delta', typeUrl),
      ...(fetch && {
        [fetch]: (_call: unknown, answer: (refusal: object) => void) => answer(refuseFetch(service)),
      }),
    } as UntypedServiceImplementation;
    server.addService(serviceDefinition(definitions, service, encoders), implementation);
  }
}
