import type { Cluster } from '@xdsim/envoy';
import type { MergedRule } from '@xdsim/registry';
import type { Context } from '../context.js';
import { preferenceOf } from '../policy/preference-of.js';
import { circuitBreakers } from './circuit-breakers.js';
import { commonLoadBalancing } from './common-load-balancing.js';
import { connectTimeout } from './connect-timeout.js';
import { discovery } from './discovery.js';
import type { ClusterTarget } from './discovery.js';
import { keepalive } from './keepalive.js';
import { outlierDetection } from './outlier-detection.js';
import { protocolOptions, upstreamIsHttp2, withOptions } from './protocol-options.js';
import { withProxyProtocol } from './proxy-protocol.js';
import { hostChecks, tlsSocket, upstreamTls } from './tls.js';

/** One outbound cluster: a service port, or a subset of it. */
export function buildCluster(
  context: Context,
  target: ClusterTarget,
  rule: MergedRule | undefined,
): Cluster | undefined {
  const { name, service, port, subset, kinds, policy } = target;
  const { mesh } = context;
  const tls = upstreamTls(context, policy, rule, service);
  const http2 = upstreamIsHttp2(mesh, port, policy);
  const checks = tls && hostChecks(tls, kinds.used === 'DYNAMIC_FORWARD');
  const options = protocolOptions(port, policy, http2, checks);
  const source = discovery(context, target, options);
  if (!source) return undefined;
  const preference = preferenceOf(context, service, policy);
  return {
    name,
    connect_timeout: connectTimeout(mesh, policy),
    circuit_breakers: circuitBreakers(policy),
    common_lb_config: commonLoadBalancing(service, policy, preference, {
      isSubset: subset !== undefined,
      isDistributed: context.snapshot.services.trafficDistribution(service) !== undefined,
    }),
    ...source,
    ...withOptions(options),
    ...outlierDetection(policy.outlierDetection),
    ...keepalive(mesh, policy),
    ...withProxyProtocol(tls && tlsSocket(context, tls, http2), policy),
  };
}
