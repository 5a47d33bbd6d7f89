import type { Node } from '@xdsim/envoy';
import { proxyFromNode } from '@xdsim/translator';
import type { AdsCall } from '../ads/serve-stream.js';
import { refusal, type Refusal } from '../limits/refusal.js';
import type { Claim } from './access-rules.js';
import { identitiesOf } from './identities-of.js';

/** A call as far as it says who makes it. */
export type IdentifiedCall = Pick<AdsCall, 'getAuthContext'>;

/** Why a node may not be served on a call, if it may not. */
export type Forbids = (call: IdentifiedCall, node: Node) => Refusal | undefined;

/** Without rules everybody may be anything. */
export function accessControl(allows: ((claim: Claim) => boolean) | undefined): Forbids {
  if (!allows) return () => undefined;
  // A certificate takes a while to read, and when rules change all calls are looked at again.
  const known = new WeakMap<IdentifiedCall, readonly string[]>();
  return (call, node) => {
    let identities = known.get(call);
    if (!identities) {
      const { sslPeerCertificate } = call.getAuthContext();
      identities = sslPeerCertificate ? identitiesOf(sslPeerCertificate) : [];
      known.set(call, identities);
    }
    const { namespace } = proxyFromNode(node);
    const nodeId = node.id ?? '';
    if (allows({ identities, nodeId, namespace })) return undefined;
    const who = identities.length > 0 ? identities.join(', ') : 'a client without an identity';
    return refusal('identity', `${who} may not be node ${JSON.stringify(nodeId)} in namespace ${namespace}`);
  };
}
