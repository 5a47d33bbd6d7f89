import type { Labels } from '@xdsim/api';
import type { Locality } from './service.js';

/** Istio: the field first, then two labels, in which `.` may stand for `/` because label values cannot hold a slash. */
export function localityText(field: string | undefined, labels: Labels): string {
  if (field) return field;
  const label = labels['topology.istio.io/locality'] || labels['istio-locality'] || '';
  return label.includes('/') ? label : label.replaceAll('.', '/');
}

export function parseLocality(text: string): Locality {
  const [region = '', zone = '', subZone = ''] = text.split('/');
  return { region, zone, subZone };
}

/** Istio's name of a cluster that was not given any. */
export const DEFAULT_CLUSTER = 'Kubernetes';

/**
 * Istio adds what it knows of a place to an endpoint's labels, where subsets and failover priorities can name it: the
 * locality, the network, and the cluster, which is the same for all endpoints here.
 */
export function topologyLabels(
  locality: string,
  network: string | undefined,
  cluster = DEFAULT_CLUSTER,
): Labels {
  const { region, zone, subZone } = parseLocality(locality);
  return {
    ...(region ? { 'topology.kubernetes.io/region': region } : {}),
    ...(zone ? { 'topology.kubernetes.io/zone': zone } : {}),
    ...(subZone ? { 'topology.istio.io/subzone': subZone } : {}),
    'topology.istio.io/cluster': cluster,
    ...(network ? { 'topology.istio.io/network': network } : {}),
  };
}
