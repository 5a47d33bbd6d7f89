import type { Kind, SpecOf } from './kinds/kinds.js';

export type Labels = Readonly<Record<string, string>>;

export interface ObjectMeta {
  readonly name: string;
  readonly namespace: string;
  readonly labels?: Labels;
  readonly annotations?: Labels;
  /** RFC 3339. Istio lets the oldest of two objects win; an object without a timestamp counts as the oldest. */
  readonly creationTimestamp?: string;
  readonly resourceVersion?: string;
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
  readonly spec: SpecOf<K>;
  readonly status?: unknown;
  readonly origin?: Origin;
}

/** An object of one kind, or of any: `ApiObject` alone is a union that `kind` tells apart. */
export type ApiObject<K extends Kind = Kind> = { [P in K]: ObjectOf<P> }[K];

export type AnyObject = ApiObject;
export type ServiceEntry = ApiObject<'ServiceEntry'>;
export type WorkloadEntry = ApiObject<'WorkloadEntry'>;
export type DestinationRule = ApiObject<'DestinationRule'>;
export type VirtualService = ApiObject<'VirtualService'>;
