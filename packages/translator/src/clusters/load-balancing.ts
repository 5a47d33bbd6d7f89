import type { Cluster } from '@xdsim/envoy';
import { duration } from '../seconds.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';

/** Istio's ring size where nothing else is asked for. */
const DEFAULT_RING_SIZE = 1024;

type LoadBalancer = NonNullable<EffectivePolicy['loadBalancer']>;
type LbFields = Pick<
  Cluster,
  | 'lb_policy'
  | 'ring_hash_lb_config'
  | 'maglev_lb_config'
  | 'round_robin_lb_config'
  | 'least_request_lb_config'
>;

const simplePolicies: Readonly<Record<string, Cluster['lb_policy']>> = {
  ROUND_ROBIN: 'ROUND_ROBIN',
  RANDOM: 'RANDOM',
};

function hashFields({
  maglev,
  ringHash,
  minimumRingSize,
}: NonNullable<LoadBalancer['consistentHash']>): LbFields {
  if (maglev) {
    const size = maglev.tableSize ?? 0;
    return { lb_policy: 'MAGLEV', ...(size ? { maglev_lb_config: { table_size: size } } : {}) };
  }
  if (ringHash) {
    const size = ringHash.minimumRingSize ?? 0;
    return {
      lb_policy: 'RING_HASH',
      ...(size ? { ring_hash_lb_config: { minimum_ring_size: size } } : {}),
    };
  }
  return {
    lb_policy: 'RING_HASH',
    ring_hash_lb_config: { minimum_ring_size: minimumRingSize || DEFAULT_RING_SIZE },
  };
}

/** Istio: the newer `warmup` writes aggression and minimum too, the deprecated duration only the window. */
function slowStart({ warmup, warmupDurationSecs }: LoadBalancer) {
  if (warmup) {
    return {
      slow_start_config: {
        slow_start_window: duration(warmup.duration) ?? '0s',
        // The odd runtime key is Istio's own.
        aggression: { default_value: warmup.aggression ?? 1, runtime_key: '(' },
        min_weight_percent: { value: warmup.minimumPercent ?? 10 },
      },
    };
  }
  return warmupDurationSecs
    ? { slow_start_config: { slow_start_window: duration(warmupDurationSecs) ?? '0s' } }
    : undefined;
}

/** How a cluster chooses among its hosts. A hash overrules whatever `simple` says (Istio). */
export function loadBalancing(loadBalancer: LoadBalancer | undefined): LbFields {
  if (loadBalancer?.consistentHash) return hashFields(loadBalancer.consistentHash);
  const policy = simplePolicies[loadBalancer?.simple ?? ''] ?? 'LEAST_REQUEST';
  const slow = loadBalancer && slowStart(loadBalancer);
  if (slow && policy === 'ROUND_ROBIN') return { lb_policy: policy, round_robin_lb_config: slow };
  if (slow && policy === 'LEAST_REQUEST') return { lb_policy: policy, least_request_lb_config: slow };
  return { lb_policy: policy };
}
