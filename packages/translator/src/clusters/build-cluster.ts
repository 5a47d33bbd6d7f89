import type { Cluster } from '@xdsim/envoy';
import type { Service, ServicePort } from '@xdsim/registry';
import type { Context } from '../context.js';
import { endpointsBehind, localityEndpoints } from '../endpoints/locality-endpoints.js';
import type { EffectivePolicy } from '../policy/effective-policy.js';
import type { Subset } from '../scope/merge-rule.js';
import { duration } from '../seconds.js';
import { circuitBreakers } from './circuit-breakers.js';
import { clusterKind } from './cluster-kind.js';
import { clusterName } from './cluster-name.js';
import { dnsFields } from './dns.js';
import { forwardsByName } from './dynamic-forward.js';
import { loadBalancing } from './load-balancing.js';
import { outlierDetection } from './outlier-detection.js';
import { protocolOptions, upstreamIsHttp2, withOptions } from './protocol-options.js';
import { upstreamTls } from './tls.js';

/** Where the hosts come from, with the load balancing that goes with it; `undefined` when there is no cluster. */
function discovery(
  context: Context,
  name: string,
  service: Service,
  port: ServicePort,
  policy: EffectivePolicy,
  subset: Subset | undefined,
): Partial<Cluster> | undefined {
  const type = clusterKind(service, policy);
  if (!type) return undefined;
  if (type === 'ORIGINAL_DST') {
    if (context.interception === 'none') return forwardsByName(context);
    return {
      type,
      lb_policy: 'CLUSTER_PROVIDED',
      ...(service.resolution === 'NONE' && port.targetPort
        ? { original_dst_lb_config: { upstream_port_override: port.targetPort } }
        : {}),
    };
  }
  if (type === 'EDS') {
    return {
      type,
      eds_cluster_config: {
        eds_config: { ads: {}, initial_fetch_timeout: '0s', resource_api_version: 'V3' },
        service_name: name,
      },
      ...loadBalancing(policy.loadBalancer),
    };
  }
  const endpoints = localityEndpoints(endpointsBehind(context, service, port, subset?.labels));
  // Istio: a DNS service without endpoints has no cluster, though its routes and listeners are there.
  if (endpoints.length === 0) return undefined;
  return {
    type,
    ...dnsFields(context),
    load_assignment: { cluster_name: name, endpoints },
    ...loadBalancing(policy.loadBalancer),
  };
}

function keepalive(policy: EffectivePolicy): Partial<Cluster> {
  const settings = policy.connectionPool?.tcp?.tcpKeepalive;
  if (!settings) return {};
  const wholeSeconds = (text: string | undefined) => parseInt(duration(text) ?? '0', 10);
  const [time, interval] = [wholeSeconds(settings.time), wholeSeconds(settings.interval)];
  return {
    upstream_connection_options: {
      tcp_keepalive: {
        ...(settings.probes ? { keepalive_probes: settings.probes } : {}),
        ...(time ? { keepalive_time: time } : {}),
        ...(interval ? { keepalive_interval: interval } : {}),
      },
    },
  };
}

/** One outbound cluster: a service port, or a subset of it. */
export function buildCluster(
  context: Context,
  service: Service,
  port: ServicePort,
  policy: EffectivePolicy,
  subset: Subset | undefined,
): Cluster | undefined {
  const name = clusterName(port.number, service.hostname, subset?.name);
  const source = discovery(context, name, service, port, policy, subset);
  if (!source) return undefined;
  const tls = upstreamTls(policy.tls, service, upstreamIsHttp2(port, policy.connectionPool));
  const panic = policy.outlierDetection?.minHealthPercent ?? 0;
  return {
    name,
    connect_timeout: duration(policy.connectionPool?.tcp?.connectTimeout) ?? context.mesh.connectTimeout,
    circuit_breakers: circuitBreakers(policy),
    // Istio: unhealthy endpoints are sent too, so panic routing is switched off unless it is asked for.
    common_lb_config: { healthy_panic_threshold: panic ? { value: panic } : {} },
    ...source,
    ...withOptions(protocolOptions(port, policy, tls)),
    ...outlierDetection(policy.outlierDetection),
    ...keepalive(policy),
    ...tls?.socket,
  };
}
