import type { Kind } from './kinds.js';

/** What a kind is called in paths and on command lines. */
export interface ResourceNames {
  /** As in `/apis/networking.istio.io/v1/serviceentries`. */
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
}

const names = (singular: string, plural: string, ...shortNames: readonly string[]): ResourceNames => ({
  plural,
  singular,
  shortNames,
});

const table: Readonly<Record<Kind, ResourceNames>> = {
  ServiceEntry: names('serviceentry', 'serviceentries', 'se'),
  WorkloadEntry: names('workloadentry', 'workloadentries', 'we'),
  WorkloadGroup: names('workloadgroup', 'workloadgroups', 'wg'),
  DestinationRule: names('destinationrule', 'destinationrules', 'dr'),
  VirtualService: names('virtualservice', 'virtualservices', 'vs'),
  Sidecar: names('sidecar', 'sidecars'),
  Gateway: names('gateway', 'gateways', 'gw'),
  AuthorizationPolicy: names('authorizationpolicy', 'authorizationpolicies', 'ap'),
  PeerAuthentication: names('peerauthentication', 'peerauthentications', 'pa'),
  Service: names('service', 'services', 'svc'),
  Pod: names('pod', 'pods', 'po'),
  EndpointSlice: names('endpointslice', 'endpointslices'),
  Namespace: names('namespace', 'namespaces', 'ns'),
};

/** The names of a kind's objects, as Istio's and Kubernetes' own definitions have them. */
export const resourceNamesOf = (kind: Kind): ResourceNames => table[kind];
