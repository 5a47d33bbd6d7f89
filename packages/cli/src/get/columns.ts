import type { Kind } from '@xdsim/api';
import type { Manifest } from '../client/manifest.js';

/** One column of a table of objects, between the name and the age. */
export interface Column {
  readonly title: string;
  cell(object: Manifest): unknown;
}

const column = (title: string, cell: Column['cell']): Column => ({ title, cell });

const ports = ({ spec }: Manifest): string =>
  ((spec?.ports ?? []) as readonly { port: number; protocol?: string }[])
    .map(({ port, protocol = 'TCP' }) => `${port}/${protocol}`)
    .join(',');

const addresses = ({ endpoints }: Manifest): string =>
  ((endpoints ?? []) as readonly { addresses?: readonly string[] }[])
    .flatMap((endpoint) => endpoint.addresses ?? [])
    .join(',');

/** What is printed of each kind beside its name: the columns of Istio's own definitions, and of kubectl. */
export const columns: Readonly<Record<Kind, readonly Column[]>> = {
  ServiceEntry: [
    column('HOSTS', ({ spec }) => spec.hosts),
    column('LOCATION', ({ spec }) => spec.location),
    column('RESOLUTION', ({ spec }) => spec.resolution),
  ],
  WorkloadEntry: [column('ADDRESS', ({ spec }) => spec.address)],
  WorkloadGroup: [],
  DestinationRule: [column('HOST', ({ spec }) => spec.host)],
  VirtualService: [
    column('GATEWAYS', ({ spec }) => spec.gateways),
    column('HOSTS', ({ spec }) => spec.hosts),
  ],
  Sidecar: [],
  Gateway: [],
  AuthorizationPolicy: [column('ACTION', ({ spec }) => spec?.action)],
  PeerAuthentication: [column('MODE', ({ spec }) => spec?.mtls?.mode)],
  Service: [
    column('TYPE', ({ spec }) => spec?.type ?? 'ClusterIP'),
    column('CLUSTER-IP', ({ spec }) => spec?.clusterIP),
    column('PORT(S)', ports),
  ],
  Pod: [column('STATUS', ({ status }) => status?.phase), column('IP', ({ status }) => status?.podIP)],
  EndpointSlice: [column('ADDRESSTYPE', ({ addressType }) => addressType), column('ENDPOINTS', addresses)],
  Namespace: [],
};

/** A cell as kubectl prints it: lists as JSON, and nothing where there is nothing. */
export function cellText(value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
