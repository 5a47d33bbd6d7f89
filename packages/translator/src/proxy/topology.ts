import type { Labels } from '@xdsim/api';
import type { Locality } from '@xdsim/envoy';
import { parseLocality, topologyLabels } from '@xdsim/registry';
import type { Proxy } from './proxy.js';

/** Where a proxy is: what localities and labels of endpoints are compared with. */
export interface Topology {
  readonly locality: Locality;
  /** The proxy's own labels, and those of its place. */
  readonly labels: Labels;
}

const REGION = 'topology.kubernetes.io/region';
const ZONE = 'topology.kubernetes.io/zone';
const SUBZONE = 'topology.istio.io/subzone';
const LOCALITY = 'istio-locality';
export const NETWORK_LABEL = 'topology.istio.io/network';
export const HOSTNAME_LABEL = 'kubernetes.io/hostname';

const locality = (region = '', zone = '', subZone = ''): Locality => ({ region, zone, sub_zone: subZone });

/** Istio: the labels of a place first, then the label that names all of it, and the node's own word last. */
function localityOf({ labels, locality: node }: Proxy): Locality {
  if (REGION in labels || ZONE in labels || SUBZONE in labels) {
    return locality(labels[REGION], labels[ZONE], labels[SUBZONE]);
  }
  const text = labels[LOCALITY];
  if (text) {
    const { region, zone, subZone } = parseLocality(text.includes('/') ? text : text.replaceAll('.', '/'));
    return locality(region, zone, subZone);
  }
  return locality(node?.region, node?.zone, node?.sub_zone);
}

export function topologyOf(proxy: Proxy): Topology {
  const place = localityOf(proxy);
  const { labels, network, cluster, nodeName } = proxy;
  return {
    locality: place,
    labels: {
      ...labels,
      ...topologyLabels(
        [place.region, place.zone, place.sub_zone].join('/'),
        labels[NETWORK_LABEL] || network,
        cluster,
      ),
      ...(nodeName ? { [HOSTNAME_LABEL]: nodeName } : {}),
    },
  };
}
