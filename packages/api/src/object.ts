import type { Kind, SpecOf, StatusOf } from './kinds/kinds.js';

export type Labels = Readonly<Record<string, string>>;

export interface ObjectMeta {
  readonly name: string;
  /** Empty for an object that lives in no namespace, as a Namespace itself. */
  readonly namespace: string;
  /** What the server made the name of, for an object that came without one. */
  readonly generateName?: string;
  readonly labels?: Labels;
  readonly annotations?: Labels;
  /** RFC 3339. Istio lets the oldest of two objects win; an object without a timestamp counts as the oldest. */
  readonly creationTimestamp?: string;
  readonly resourceVersion?: string;
  /** Given by the server to an object that came to it by its API; what is written in a document is not read. */
  readonly uid?: string;
  /** As `uid`: how often the spec was changed, counted from 1. */
  readonly generation?: number;
}

/** Where an object was read: its first key. Lines and columns count from 1, documents within the file from 0. */
export interface Origin {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly document: number;
}

interface ObjectOf<K extends Kind> {
  readonly apiVersion: string;
  readonly kind: K;
  readonly metadata: ObjectMeta;
  /** An EndpointSlice is written without `spec`; here it has one like all others, with its fields in it. */
  readonly spec: SpecOf<K>;
  readonly status?: StatusOf<K>;
  readonly origin?: Origin;
}

/** An object of one kind, or of any: `ApiObject` alone is a union that `kind` tells apart. */
export type ApiObject<K extends Kind = Kind> = { [P in K]: ObjectOf<P> }[K];

export type AnyObject = ApiObject;
export type ServiceEntry = ApiObject<'ServiceEntry'>;
export type WorkloadEntry = ApiObject<'WorkloadEntry'>;
export type DestinationRule = ApiObject<'DestinationRule'>;
export type VirtualService = ApiObject<'VirtualService'>;
export type WorkloadGroup = ApiObject<'WorkloadGroup'>;
export type Sidecar = ApiObject<'Sidecar'>;
export type Gateway = ApiObject<'Gateway'>;
export type AuthorizationPolicy = ApiObject<'AuthorizationPolicy'>;
export type PeerAuthentication = ApiObject<'PeerAuthentication'>;
/** Kubernetes' own Service. */
export type Service = ApiObject<'Service'>;
export type Pod = ApiObject<'Pod'>;
export type EndpointSlice = ApiObject<'EndpointSlice'>;
export type Namespace = ApiObject<'Namespace'>;
