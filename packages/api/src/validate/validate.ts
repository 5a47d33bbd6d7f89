import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { AnyObject } from '../object.js';
import { checkDestinationRule } from './destination-rule/destination-rule.js';
import { createFindings } from './findings.js';
import { checkMetadata } from './metadata.js';
import { checkServiceEntry } from './service-entry.js';
import { checkVirtualService } from './virtual-service/virtual-service.js';
import { checkWorkloadEntry } from './workload-entry.js';

/**
 * What Istio's admission webhook would say about an object: errors make it reject the object, warnings do not.
 *
 * `parse()` has called this on all objects that it returns; call it on objects that were made in code. The object
 * must have the structure of its type: structure is `parse()`'s to check.
 */
export function validate(object: AnyObject): readonly Diagnostic[] {
  const findings = createFindings(object);
  checkMetadata(findings, object.metadata);
  switch (object.kind) {
    case 'ServiceEntry':
      checkServiceEntry(findings, object);
      break;
    case 'WorkloadEntry':
      checkWorkloadEntry(findings, object.spec);
      break;
    case 'DestinationRule':
      checkDestinationRule(findings, object);
      break;
    case 'VirtualService':
      checkVirtualService(findings, object);
      break;
  }
  return findings.all;
}
