import { enumeration, type Infer, map, message } from '../schema/schema.js';
import { labelSelector } from './selector.js';

const mutualTls = message({ mode: enumeration('UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT') });

/** Whether workloads accept plain text, mutual TLS or both. */
export const peerAuthenticationSpec = message({
  selector: labelSelector,
  mtls: mutualTls,
  /** By port number. */
  portLevelMtls: map(mutualTls),
});

export interface PeerAuthenticationSpec extends Infer<typeof peerAuthenticationSpec> {}
