import type { Subset } from '@xdsim/api';
import type { MergedRule } from '@xdsim/registry';
import type { MeshConfig } from '../mesh/mesh-config.js';
import { effectivePolicy } from './effective-policy.js';
import type { EffectivePolicy } from './effective-policy.js';

/** The policy for a port of a service that a rule holds for, and for one of the rule's subsets. */
export type Policies = (rule: MergedRule | undefined, port: number, subset?: Subset) => EffectivePolicy;

/** Works out each policy once: a cluster, its assignment and its listener ask for the same one. */
export function createPolicies(defaults?: MeshConfig['defaultTrafficPolicy']): Policies {
  const known = new WeakMap<MergedRule, Map<string, EffectivePolicy>>();
  const withoutRule = effectivePolicy(undefined, 0, undefined, defaults);
  return (rule, port, subset) => {
    if (!rule) return withoutRule;
    let ofRule = known.get(rule);
    if (!ofRule) known.set(rule, (ofRule = new Map()));
    const key = `${port}|${subset?.name ?? ''}`;
    let policy = ofRule.get(key);
    if (!policy) ofRule.set(key, (policy = effectivePolicy(rule, port, subset, defaults)));
    return policy;
  };
}
