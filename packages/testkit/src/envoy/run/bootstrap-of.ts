import type { Bootstrap } from '@xdsim/envoy';
import { bootstrap } from '@xdsim/server';
import type { EnvoyOptions } from './envoy-options.js';

/** The bootstrap that an Envoy is run with: its admin on a port of loopback that the system chooses. */
export function bootstrapOf(options: EnvoyOptions): Bootstrap {
  return {
    ...(options.bootstrap ??
      bootstrap({
        ...options.node,
        xdsAddress: options.xds,
        ...(options.protocol && { protocol: options.protocol }),
      })),
    admin: { address: { socket_address: { address: '127.0.0.1', port_value: 0 } } },
  };
}
