import { type Infer, list, map, message, required, string } from '../schema/schema.js';
import { labelSelector } from './selector.js';
import { trafficPolicy } from './traffic-policy.js';

export const subset = message({
  name: required(string),
  labels: map(string),
  trafficPolicy,
});

/** How traffic to one host is balanced, pooled, ejected and encrypted, and the named subsets of its endpoints. */
export const destinationRuleSpec = message({
  host: required(string),
  trafficPolicy,
  subsets: list(subset),
  exportTo: list(string),
  workloadSelector: labelSelector,
});

export interface Subset extends Infer<typeof subset> {}
export interface DestinationRuleSpec extends Infer<typeof destinationRuleSpec> {}
