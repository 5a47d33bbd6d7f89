import type { Node } from '@xdsim/envoy';
import { proxyFromNode } from '@xdsim/translator';
import type { AdsCall } from '../ads/serve-stream.js';
import { refusal, type Refusal } from '../limits/refusal.js';
import type { Claim } from './access-rules.js';
import { identitiesOf } from './identities-of.js';

/** Tells why a node may not be served on a call, if it may not. Without rules everybody may be anything. */
export function accessControl(
  allows: ((claim: Claim) => boolean) | undefined,
): (call: AdsCall, node: Node) => Refusal | undefined {
  if (!allows) return () => undefined;
  return (call, node) => {
    const { sslPeerCertificate } = call.getAuthContext();
    const identities = sslPeerCertificate ? identitiesOf(sslPeerCertificate) : [];
    const { namespace } = proxyFromNode(node);
    const nodeId = node.id ?? '';
    if (allows({ identities, nodeId, namespace })) return undefined;
    const who = identities.length > 0 ? identities.join(', ') : 'a client without an identity';
    return refusal('identity', `${who} may not be node ${JSON.stringify(nodeId)} in namespace ${namespace}`);
  };
}
