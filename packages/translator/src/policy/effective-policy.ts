import type { Subset, TrafficPolicy } from '@xdsim/api';
import type { MergedRule } from '@xdsim/registry';
import type { MeshConfig } from '../mesh/mesh-config.js';

/** A traffic policy for one port: what Istio keeps of it, with the port-level settings resolved. */
export type EffectivePolicy = Omit<TrafficPolicy, 'portLevelSettings'>;

interface PortPolicy {
  readonly policy: EffectivePolicy;
  readonly fromPort: boolean;
}

const blocks = ['connectionPool', 'outlierDetection', 'loadBalancer', 'tls'] as const;
const extras = ['tunnel', 'proxyProtocol', 'retryBudget'] as const;

/** Istio: settings of a port stand alone; nothing is inherited from the policy around them. */
function forPort(policy: TrafficPolicy | undefined, port: number): PortPolicy {
  const atPort = policy?.portLevelSettings?.find((s) => s.port?.number === port);
  if (!atPort) {
    const { portLevelSettings: _, ...rest } = policy ?? {};
    return { policy: rest, fromPort: false };
  }
  const { port: _, ...settings } = atPort;
  return { policy: settings, fromPort: true };
}

/**
 * The policy for one port and subset. Istio replaces whole blocks, never single fields: the mesh's stand in where the
 * rule has none, a subset's replace both, and those of a subset's port replace even with nothing.
 */
export function effectivePolicy(
  rule: MergedRule | undefined,
  port: number,
  subset?: Subset,
  defaults: MeshConfig['defaultTrafficPolicy'] = {},
): EffectivePolicy {
  const policy = { ...defaults, ...forPort(rule?.trafficPolicy, port).policy };
  if (!subset?.trafficPolicy) return policy;
  const own = forPort(subset.trafficPolicy, port);
  const result: Record<string, unknown> = { ...policy };
  for (const block of blocks) {
    if (own.policy[block] !== undefined) result[block] = own.policy[block];
    else if (own.fromPort) delete result[block];
  }
  for (const extra of extras) {
    if (own.policy[extra] !== undefined) result[extra] = own.policy[extra];
  }
  return result;
}
