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

/** Istio adds what it knows of a place to an endpoint's labels, where subsets and failover priorities can name it. */
export function localityLabels(locality: string, network: string | undefined): Labels {
  const { region, zone, subZone } = parseLocality(locality);
  return {
    ...(region ? { 'topology.kubernetes.io/region': region } : {}),
    ...(zone ? { 'topology.kubernetes.io/zone': zone } : {}),
    ...(subZone ? { 'topology.istio.io/subzone': subZone } : {}),
    ...(network ? { 'topology.istio.io/network': network } : {}),
  };
}
