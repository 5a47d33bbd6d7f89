import type { TargetReference } from '../../kinds/authorization-policy.js';
import type { LabelSelector } from '../../kinds/selector.js';
import type { Path } from '../../path.js';
import type { Findings } from '../findings.js';
import { checkSelector } from '../selector.js';

interface Target {
  readonly selector?: LabelSelector;
  readonly targetRef?: TargetReference;
  readonly targetRefs?: readonly TargetReference[];
}

/** What a policy is for: workloads by their labels, or gateways and services by their names. */
export function checkPolicyTarget(findings: Findings, target: Target): void {
  const { selector, targetRef, targetRefs = [] } = target;
  const given = [
    ...(selector ? ['selector'] : []),
    ...(targetRef ? ['targetRef'] : []),
    ...(targetRefs.length > 0 ? ['targetRefs'] : []),
  ];
  const [first, second] = given;
  if (first !== undefined && second !== undefined) {
    findings.add(
      ['spec', second],
      'XDS0398',
      `${first} and ${second} exclude each other`,
      'keep one of the two',
    );
  }
  if (selector) checkSelector(findings, ['spec', 'selector', 'matchLabels'], selector.matchLabels);
  if (targetRef) checkReference(findings, ['spec', 'targetRef'], targetRef);
  for (const [index, reference] of targetRefs.entries()) {
    checkReference(findings, ['spec', 'targetRefs', index], reference);
  }
}

/** By group; the core group is empty, and Istio calls it `core` as well. */
const targets: Readonly<Record<string, readonly string[]>> = {
  '': ['Service'],
  core: ['Service'],
  'networking.istio.io': ['ServiceEntry'],
  'gateway.networking.k8s.io': ['Gateway', 'GatewayClass'],
};

function checkReference(findings: Findings, path: Path, reference: TargetReference): void {
  const { group = '', kind = '', name = '', namespace = '' } = reference;
  if (name === '') findings.add(path, 'XDS0398', 'a target has no name', 'add name');
  if (namespace !== '') {
    const help = 'remove namespace, and put the policy into the namespace of its target';
    findings.add([...path, 'namespace'], 'XDS0398', 'a target cannot be in another namespace', help);
  }
  if (Object.hasOwn(targets, group) && targets[group]?.includes(kind)) return;
  const known = 'Service, ServiceEntry (networking.istio.io) and Gateway (gateway.networking.k8s.io)';
  findings.add(
    path,
    'XDS0398',
    `a policy cannot be for ${kind || 'nothing'} of group "${group}"`,
    `it can be for ${known}`,
  );
}
