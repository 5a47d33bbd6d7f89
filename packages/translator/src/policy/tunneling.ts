import { isIpv6Address } from '@xdsim/api';
import type { TcpProxy } from '@xdsim/envoy';
import type { MergedRule } from '@xdsim/registry';

/**
 * The tunnel that a TCP proxy opens towards a service. Istio: a destination with a subset has the subset's tunnel or
 * none, any other that of the rule; settings of a port have none.
 */
export function tunneling(rule: MergedRule | undefined, subset?: string): Pick<TcpProxy, 'tunneling_config'> {
  const policy =
    subset === undefined
      ? rule?.trafficPolicy
      : rule?.subsets.find(({ name }) => name === subset)?.trafficPolicy;
  if (!policy?.tunnel) return {};
  const { protocol, targetHost, targetPort } = policy.tunnel;
  const host = isIpv6Address(targetHost) ? `[${targetHost}]` : targetHost;
  return {
    tunneling_config: {
      hostname: `${host}:${targetPort}`,
      ...(protocol === 'POST' ? { use_post: true } : {}),
    },
  };
}
