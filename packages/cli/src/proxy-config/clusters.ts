import type { Dump, Sources } from './dump.js';
import { named } from './dump.js';

/** The clusters in istioctl's columns. */
export const clusterRows = ({ clusters }: Dump, sources: Sources): readonly (readonly string[])[] => [
  ['SERVICE FQDN', 'PORT', 'SUBSET', 'DIRECTION', 'TYPE', 'DESTINATION RULE'],
  ...clusters.map(({ name = '', type, cluster_type }) => {
    const [direction = '', port = '', subset = '', host] = name.split('|');
    const kind = type ?? cluster_type?.name ?? 'STATIC';
    const rule = named(sources.clusters[name], 'DestinationRule');
    return host === undefined
      ? [name, '-', '-', '-', kind, rule]
      : [host, port, subset || '-', direction, kind, rule];
  }),
];
