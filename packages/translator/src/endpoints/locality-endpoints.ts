import type { Address, LbEndpoint, LocalityLbEndpoints } from '@xdsim/envoy';
import type { Endpoint, Service } from '@xdsim/registry';
import type { Context } from '../context.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';
import { preferenceOf } from '../policy/preference-of.js';
import { isDraining } from './draining.js';
import type { Placed } from './endpoints-behind.js';
import { preferred } from './localities/preferred.js';
import { groupByLocality, weightOf } from './locality-group.js';

const SOCKET = 'unix://';

const addressOf = ({ endpoint, port }: Placed): Address =>
  endpoint.address.startsWith(SOCKET)
    ? { pipe: { path: endpoint.address.slice(SOCKET.length) } }
    : { socket_address: { address: endpoint.address, port_value: port } };

/** Istio: only Kubernetes says of its endpoints how they are. */
function healthOf(endpoint: Endpoint): Pick<LbEndpoint, 'health_status'> {
  if (isDraining(endpoint)) return { health_status: 'DRAINING' };
  if (endpoint.source.kind !== 'Pod' && endpoint.source.kind !== 'EndpointSlice') return {};
  return { health_status: endpoint.health === 'unhealthy' ? 'UNHEALTHY' : 'HEALTHY' };
}

const lbEndpoint = (one: Placed): LbEndpoint => ({
  endpoint: { address: addressOf(one) },
  ...healthOf(one.endpoint),
  load_balancing_weight: weightOf(one),
});

/** Endpoints as an assignment holds them: by locality, as the proxy and the policy prefer them. */
export const localityEndpoints = (
  context: Context,
  service: Service,
  policy: EffectivePolicy,
  placed: readonly Placed[],
): LocalityLbEndpoints[] =>
  preferred(groupByLocality(placed), context.proxy.topology, preferenceOf(context, service, policy)).map(
    ({ locality, members, weight, priority }) => ({
      locality,
      ...(members.length ? { lb_endpoints: members.map(lbEndpoint) } : {}),
      load_balancing_weight: weight,
      ...(priority ? { priority } : {}),
    }),
  );
