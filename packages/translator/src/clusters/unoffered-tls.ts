import type { MergedRule } from '@xdsim/registry';
import type { Context } from '../context.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';
import { isHandedOut } from './credential.js';

type TlsSettings = NonNullable<EffectivePolicy['tls']>;

/** Where TLS settings ask for what is not handed out. */
export type Unoffered = 'mode' | 'credentialName';

/**
 * Istio: a credential that is not from a config map is for those proxies only that the rule selects; for others the whole
 * of the TLS settings is ignored with it.
 */
export const ignoresTls = (
  { mode, credentialName = '' }: TlsSettings,
  rule: Pick<MergedRule, 'selector'> | undefined,
): boolean =>
  (mode === 'SIMPLE' || mode === 'MUTUAL') &&
  credentialName !== '' &&
  !credentialName.startsWith('configmap://') &&
  !rule?.selector;

/**
 * Whether a cluster has to be left out because its TLS needs what is not handed out: plain text in its place would betray
 * the one who wrote it. A gRPC client has its own certificates. Istio: a proxy with a certificate of its own uses that for mutual TLS, of either mode.
 */
export function unofferedTls(
  { proxy }: Context,
  tls: TlsSettings | undefined,
  rule: Pick<MergedRule, 'selector'> | undefined,
): Unoffered | undefined {
  if (!tls || proxy.type === 'proxyless' || (tls.mode !== 'SIMPLE' && proxy.clientCertificate))
    return undefined;
  if (tls.mode === 'ISTIO_MUTUAL') return 'mode';
  const verifies = tls.mode === 'SIMPLE' || tls.mode === 'MUTUAL';
  const { credentialName = '' } = tls;
  return verifies && !isHandedOut(credentialName) && !ignoresTls(tls, rule) ? 'credentialName' : undefined;
}
