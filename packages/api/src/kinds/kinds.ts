import type { MessageSchema } from '../schema/schema.js';
import { type AuthorizationPolicySpec, authorizationPolicySpec } from './authorization-policy.js';
import { type DestinationRuleSpec, destinationRuleSpec } from './destination-rule.js';
import { type EndpointSliceSpec, endpointSliceSpec } from './endpoint-slice.js';
import { type GatewaySpec, gatewaySpec } from './gateway.js';
import { type NamespaceSpec, namespaceSpec } from './namespace.js';
import { type PeerAuthenticationSpec, peerAuthenticationSpec } from './peer-authentication.js';
import { type PodSpec, podSpec, type PodStatus } from './pod.js';
import { type ServiceSpec, serviceSpec } from './service.js';
import { type ServiceEntrySpec, serviceEntrySpec } from './service-entry.js';
import { type SidecarSpec, sidecarSpec } from './sidecar.js';
import { type VirtualServiceSpec, virtualServiceSpec } from './virtual-service.js';
import { type WorkloadEntrySpec, workloadEntrySpec } from './workload-entry.js';
import { type WorkloadGroupSpec, workloadGroupSpec } from './workload-group.js';

/** The spec type of each kind. */
export interface Specs {
  readonly ServiceEntry: ServiceEntrySpec;
  readonly WorkloadEntry: WorkloadEntrySpec;
  readonly WorkloadGroup: WorkloadGroupSpec;
  readonly DestinationRule: DestinationRuleSpec;
  readonly VirtualService: VirtualServiceSpec;
  readonly Sidecar: SidecarSpec;
  readonly Gateway: GatewaySpec;
  readonly AuthorizationPolicy: AuthorizationPolicySpec;
  readonly PeerAuthentication: PeerAuthenticationSpec;
  readonly Service: ServiceSpec;
  readonly Pod: PodSpec;
  readonly EndpointSlice: EndpointSliceSpec;
  readonly Namespace: NamespaceSpec;
}

export type Kind = keyof Specs;
export type SpecOf<K extends Kind> = Specs[K];

/** The status type of each kind: a status that nothing is read from can be anything. */
export type StatusOf<K extends Kind> = K extends 'Pod' ? PodStatus : unknown;

/** The schema of each kind's spec: what `parse()` checks against. */
export const specSchemas = {
  ServiceEntry: serviceEntrySpec,
  WorkloadEntry: workloadEntrySpec,
  WorkloadGroup: workloadGroupSpec,
  DestinationRule: destinationRuleSpec,
  VirtualService: virtualServiceSpec,
  Sidecar: sidecarSpec,
  Gateway: gatewaySpec,
  AuthorizationPolicy: authorizationPolicySpec,
  PeerAuthentication: peerAuthenticationSpec,
  Service: serviceSpec,
  Pod: podSpec,
  EndpointSlice: endpointSliceSpec,
  Namespace: namespaceSpec,
} as const satisfies Readonly<Record<Kind, MessageSchema>>;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table above has exactly one entry for each kind
export const kinds = Object.keys(specSchemas) as readonly Kind[];

interface Api {
  /** Empty for Kubernetes' core group. */
  readonly group: string;
  /** The preferred one first; all of a kind's versions have one schema. */
  readonly versions: readonly string[];
}

const networking: Api = { group: 'networking.istio.io', versions: ['v1', 'v1beta1', 'v1alpha3'] };
const security: Api = { group: 'security.istio.io', versions: ['v1', 'v1beta1'] };
const core: Api = { group: '', versions: ['v1'] };
const discovery: Api = { group: 'discovery.k8s.io', versions: ['v1'] };

const apis: Readonly<Partial<Record<Kind, Api>>> = {
  AuthorizationPolicy: security,
  PeerAuthentication: security,
  Service: core,
  Pod: core,
  EndpointSlice: discovery,
  Namespace: core,
};

/** The API group of a kind: `networking.istio.io`, or the empty text for Kubernetes' core group. */
export function apiGroupOf(kind: Kind): string {
  return (apis[kind] ?? networking).group;
}

/** What a kind can have for `apiVersion`, the preferred one first. */
export function apiVersionsOf(kind: Kind): readonly string[] {
  const { group, versions } = apis[kind] ?? networking;
  return versions.map((version) => (group === '' ? version : `${group}/${version}`));
}

/** Whether objects of a kind live in a namespace. One that does not has the empty text for its namespace. */
export function isNamespaced(kind: Kind): boolean {
  return kind !== 'Namespace';
}

/** Whether a kind is Kubernetes' own, and read leniently, rather than Istio's. */
export function isKubernetesKind(kind: Kind): boolean {
  const group = apiGroupOf(kind);
  return group === core.group || group === discovery.group;
}
