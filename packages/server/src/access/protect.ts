import type { ServerCredentials } from '@grpc/grpc-js';
import { NEVER, type Observable } from 'rxjs';
import { accessControl, type Forbids } from './access-control.js';
import { accessRules, type AccessRule } from './access-rules.js';
import type { CertificateFilesReport } from './certificate-files.js';
import { followRules, type AccessRuleSource, type FollowedRules, type RulesReport } from './follow-rules.js';
import { assertLoopback } from './insecure-address-error.js';
import { isLoopback } from './is-loopback.js';
import { isMutual, serverCredentials, type TlsOptions } from './tls.js';

export interface ProtectOptions {
  readonly tls: TlsOptions | undefined;
  /** How long a client may take for the handshake. */
  readonly handshakeMs: number;
  readonly allow: readonly AccessRule[] | AccessRuleSource | undefined;
  /** Whether plain text may be served to others. */
  readonly insecure: boolean;
  readonly report: CertificateFilesReport;
  readonly reportRules: RulesReport;
}

/** Who gets in at the xDS address, and as what. */
export interface Protection {
  readonly credentials: ServerCredentials;
  readonly forbids: Forbids;
  /** What is forbidden is something else now. */
  readonly changed$: Observable<void>;
  /** Whether nobody between here and this `IP:PORT` can read along. */
  readonly isPrivate: (peer: string) => boolean;
  /** Follows nothing any more. */
  close(): void;
}

/**
 * @throws InsecureAddressError when others would be served plain text
 * @throws CertificateFileError when a file cannot be used
 * @throws TypeError when rules are given, and no certificate is asked for that they could be about
 */
export async function protect(address: string, options: ProtectOptions): Promise<Protection> {
  const { tls, handshakeMs, allow, insecure, report, reportRules } = options;
  if (allow && !isMutual(tls))
    throw new TypeError('allow is about the certificates of clients: give an authority of clients with tls');
  if (!tls && !insecure) await assertLoopback(address, 'xdsAddress');
  const credentials = await serverCredentials(tls, handshakeMs, report);
  const rules = allow && ('read' in allow ? await followRules(allow, reportRules) : fixedRules(allow));
  return {
    credentials,
    forbids: accessControl(rules?.allows),
    changed$: rules?.changed$ ?? NEVER,
    close: () => rules?.close(),
    isPrivate: (peer) => tls !== undefined || isLoopback(peer.replace(/:\d+$/, '').replace(/^\[|\]$/g, '')),
  };
}

const fixedRules = (rules: readonly AccessRule[]): FollowedRules => ({
  allows: accessRules(rules),
  changed$: NEVER,
  close() {},
});
