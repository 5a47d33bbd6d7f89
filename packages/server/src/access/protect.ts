import type { ServerCredentials } from '@grpc/grpc-js';
import type { Node } from '@xdsim/envoy';
import type { AdsCall } from '../ads/serve-stream.js';
import type { Refusal } from '../limits/refusal.js';
import { accessControl } from './access-control.js';
import type { AccessRule } from './access-rules.js';
import type { CertificateFilesReport } from './certificate-files.js';
import { assertLoopback } from './insecure-address-error.js';
import { isLoopback } from './is-loopback.js';
import { isMutual, serverCredentials, type TlsOptions } from './tls.js';

export interface ProtectOptions {
  readonly tls: TlsOptions | undefined;
  readonly allow: readonly AccessRule[] | undefined;
  /** Whether plain text may be served to others. */
  readonly insecure: boolean;
  readonly report: CertificateFilesReport;
}

/** Who gets in at the xDS address, and as what. */
export interface Protection {
  readonly credentials: ServerCredentials;
  readonly forbids: (call: AdsCall, node: Node) => Refusal | undefined;
  /** Whether nobody between here and this `IP:PORT` can read along. */
  readonly isPrivate: (peer: string) => boolean;
}

/**
 * @throws InsecureAddressError when others would be served plain text
 * @throws CertificateFileError when a file cannot be used
 * @throws TypeError when rules are given, and no certificate is asked for that they could be about
 */
export async function protect(address: string, options: ProtectOptions): Promise<Protection> {
  const { tls, allow, insecure, report } = options;
  if (allow && !isMutual(tls))
    throw new TypeError('allow is about the certificates of clients: give an authority of clients with tls');
  if (!tls && !insecure) await assertLoopback(address);
  return {
    credentials: await serverCredentials(tls, report),
    forbids: accessControl(allow),
    isPrivate: (peer) => tls !== undefined || isLoopback(peer.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')),
  };
}
