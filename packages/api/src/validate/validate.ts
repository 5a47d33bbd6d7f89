import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { EnoughErrors } from '../diagnostics/object-tally.js';
import { isKubernetesKind } from '../kinds/kinds.js';
import type { AnyObject } from '../object.js';
import { checkDestinationRule } from './destination-rule/destination-rule.js';
import { checkDryRun } from './dry-run.js';
import { createFindings, type Findings } from './findings.js';
import { checkGateway } from './gateway.js';
import { checkEndpointSlice } from './kubernetes/endpoint-slice.js';
import { checkPod } from './kubernetes/pod.js';
import { checkService } from './kubernetes/service.js';
import { checkMetadata } from './metadata.js';
import { checkAuthorizationPolicy } from './security/authorization-policy.js';
import { checkPeerAuthentication } from './security/peer-authentication.js';
import { checkServiceEntry } from './service-entry.js';
import { checkSidecar } from './sidecar/sidecar.js';
import { checkVirtualService } from './virtual-service/virtual-service.js';
import { checkWorkloadEntry } from './workload-entry.js';
import { checkWorkloadGroup } from './workload-group.js';

/**
 * What Istio's admission webhook would say about an object: errors make it reject the object, warnings do not.
 *
 * `parse()` has called this on all objects that it returns; call it on objects that were made in code. The object
 * must have the structure of its type: structure is `parse()`'s to check. After a hundred errors it looks no further.
 */
export function validate(object: AnyObject): readonly Diagnostic[] {
  const findings = createFindings(object);
  try {
    checkMetadata(findings, object);
    if (!isKubernetesKind(object.kind)) checkDryRun(findings, object);
    checkKind(findings, object);
  } catch (error) {
    if (!(error instanceof EnoughErrors)) throw error;
  }
  return findings.all();
}

function checkKind(findings: Findings, object: AnyObject): void {
  switch (object.kind) {
    case 'ServiceEntry':
      return checkServiceEntry(findings, object);
    case 'WorkloadEntry':
      return checkWorkloadEntry(findings, object.spec);
    case 'WorkloadGroup':
      return checkWorkloadGroup(findings, object.spec);
    case 'DestinationRule':
      return checkDestinationRule(findings, object);
    case 'VirtualService':
      return checkVirtualService(findings, object);
    case 'Sidecar':
      return checkSidecar(findings, object);
    case 'Gateway':
      return checkGateway(findings, object);
    case 'AuthorizationPolicy':
      return checkAuthorizationPolicy(findings, object);
    case 'PeerAuthentication':
      return checkPeerAuthentication(findings, object.spec);
    case 'Service':
      return checkService(findings, object.spec);
    case 'Pod':
      return checkPod(findings, object);
    case 'EndpointSlice':
      return checkEndpointSlice(findings, object.spec);
    case 'Namespace':
  }
}
