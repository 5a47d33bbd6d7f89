import { hostname } from 'node:os';
import { encodeResponse, type EncodedResponse, type Protocol, type Response } from '@xdsim/xds';
import type { Traffic } from '../metrics/traffic.js';
import { version } from '../version.js';
import { discoveryServices } from './discovery-services.js';

export type Encoder = (response: Response) => EncodedResponse;

/** How the responses of each method are encoded, by its path: `/SERVICE/METHOD`. */
export function encodersOf(traffic: Traffic): ReadonlyMap<string, Encoder> {
  // Is told to clients in each response, as `control_plane.identifier`.
  const identifier = `xdsim ${version} on ${hostname()}`;
  const encoder =
    (protocol: Protocol): Encoder =>
    (response) => {
      const encoded = encodeResponse(protocol, response, identifier);
      traffic.note(response.typeUrl, encoded.shared.length + encoded.own.length);
      return encoded;
    };
  const sotw = encoder('sotw');
  const delta = encoder('delta');
  return new Map(
    discoveryServices.flatMap((service) => [
      [`/${service.name}/${service.sotw}`, sotw],
      [`/${service.name}/${service.delta}`, delta],
    ]),
  );
}
