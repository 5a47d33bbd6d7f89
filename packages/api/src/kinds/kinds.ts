import { type DestinationRuleSpec, destinationRuleSpec } from './destination-rule.js';
import { type ServiceEntrySpec, serviceEntrySpec } from './service-entry.js';
import { type VirtualServiceSpec, virtualServiceSpec } from './virtual-service.js';
import { type WorkloadEntrySpec, workloadEntrySpec } from './workload-entry.js';

/** The spec type of each kind. */
export interface Specs {
  readonly ServiceEntry: ServiceEntrySpec;
  readonly WorkloadEntry: WorkloadEntrySpec;
  readonly DestinationRule: DestinationRuleSpec;
  readonly VirtualService: VirtualServiceSpec;
}

export type Kind = keyof Specs;
export type SpecOf<K extends Kind> = Specs[K];

/** The schema of each kind's spec: what `parse()` checks against. */
export const specSchemas = {
  ServiceEntry: serviceEntrySpec,
  WorkloadEntry: workloadEntrySpec,
  DestinationRule: destinationRuleSpec,
  VirtualService: virtualServiceSpec,
} as const;

export const kinds: readonly Kind[] = ['ServiceEntry', 'WorkloadEntry', 'DestinationRule', 'VirtualService'];

/** The API group of all our kinds, and its versions: the same schema three times. */
export const apiGroup = 'networking.istio.io';
export const apiVersions: readonly string[] = ['v1', 'v1beta1', 'v1alpha3'].map(
  (version) => `${apiGroup}/${version}`,
);
