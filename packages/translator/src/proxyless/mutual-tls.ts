import type { Cluster } from '@xdsim/envoy';
import type { MergedRule, Service } from '@xdsim/registry';
import { upstreamTls } from '../clusters/tls.js';
import type { Context } from '../context.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';
import { commonTls } from './common-tls.js';

/**
 * Mutual TLS with the certificates of the client's own bootstrap. Istio: only where a rule asks for it by name; files that a
 * rule names are not a gRPC client's, whose credentials its program decides.
 */
export function mutualTls(
  context: Context,
  policy: EffectivePolicy,
  rule: MergedRule | undefined,
  service: Service,
): Pick<Cluster, 'transport_socket'> {
  if (policy.tls?.mode !== 'ISTIO_MUTUAL') return {};
  const names = upstreamTls(context, policy, rule, service)?.names ?? [];
  return {
    transport_socket: {
      name: 'envoy.transport_sockets.tls',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext',
        common_tls_context: commonTls(names),
      },
    },
  };
}
