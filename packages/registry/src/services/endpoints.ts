import { isIpAddress } from '@xdsim/api';
import type { Labels, ServiceEntry, WorkloadEntry } from '@xdsim/api';
import { topologyLabels, localityText } from './locality.js';
import type { Endpoint, Service } from './service.js';

interface EndpointFields {
  readonly address?: string;
  readonly ports?: Readonly<Record<string, number>>;
  readonly network?: string;
  readonly locality?: string;
  readonly weight?: number;
  readonly serviceAccount?: string;
}

function endpoint(
  fields: EndpointFields,
  labels: Labels,
  workload: string,
  source: ServiceEntry | WorkloadEntry,
): Endpoint {
  const locality = localityText(fields.locality, labels);
  const network = fields.network || labels['topology.istio.io/network'];
  return {
    address: fields.address ?? '',
    ...(fields.ports ? { ports: fields.ports } : {}),
    labels: { ...labels, ...topologyLabels(locality, network) },
    locality,
    ...(network ? { network } : {}),
    weight: fields.weight ?? 0,
    ...(fields.serviceAccount ? { serviceAccount: fields.serviceAccount } : {}),
    tlsMode: labels['security.istio.io/tlsMode'] || (fields.serviceAccount ? 'istio' : 'disabled'),
    health: source.kind === 'WorkloadEntry' && !isHealthy(source) ? 'unhealthy' : 'healthy',
    namespace: source.metadata.namespace,
    workload,
    source,
  };
}

const resolvesByDns = (service: Service): boolean =>
  service.resolution === 'DNS' || service.resolution === 'DNS_ROUND_ROBIN';

/** The endpoints written into the ServiceEntry; without any, a DNS service is its own endpoint (Istio). */
export function inlineEndpoints(service: Service): readonly Endpoint[] {
  const { source } = service;
  if (source.kind !== 'ServiceEntry') return [];
  const written = source.spec.endpoints ?? [];
  if (written.length === 0 && resolvesByDns(service)) {
    return [{ ...endpoint({ address: service.hostname }, {}, source.metadata.name, source), labels: {} }];
  }
  return written.map((e, i) => endpoint(e, e.labels ?? {}, `${source.metadata.name}-${i}`, source));
}

/** A WorkloadEntry as an endpoint. Istio: labels of the metadata win over those of the spec. */
export const workloadEndpoint = (workload: WorkloadEntry): Endpoint =>
  endpoint(
    workload.spec,
    { ...workload.spec.labels, ...workload.metadata.labels },
    workload.metadata.name,
    workload,
  );

/**
 * Istio: names and sockets are endpoints of DNS services only; a service that does not resolve leaves them out. One that
 * has a network and no address is reached through a gateway, which there is none of.
 */
export const canServe = (service: Service, e: Endpoint): boolean =>
  e.address !== '' && (resolvesByDns(service) || isIpAddress(e.address));

/**
 * Istio: only an annotated WorkloadEntry has its health looked at; then a missing condition counts as unhealthy.
 */
function isHealthy(workload: WorkloadEntry): boolean {
  const checked = workload.metadata.annotations?.['proxy.istio.io/health-checks-enabled'] ?? '';
  if (!/^(1|t|T|TRUE|true|True)$/.test(checked)) return true;
  const { conditions } = (workload.status ?? {}) as { conditions?: { type?: string; status?: string }[] };
  return conditions?.some((c) => c.type === 'Healthy' && c.status === 'True') ?? false;
}
