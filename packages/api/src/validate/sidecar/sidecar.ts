import type { SidecarSpec } from '../../kinds/sidecar.js';
import type { Sidecar } from '../../object.js';
import { checkConnectionPool } from '../destination-rule/connection-pool.js';
import { domainProblem } from '../domain.js';
import type { Findings } from '../findings.js';
import { quote } from '../quote.js';
import { checkSelector } from '../selector.js';
import { checkDestination } from '../virtual-service/destinations.js';
import { checkEgress } from './egress.js';
import { checkIngress } from './ingress.js';

export function checkSidecar(findings: Findings, { spec, metadata }: Sidecar): void {
  const { workloadSelector, ingress = [], egress = [], inboundConnectionPool, outboundTrafficPolicy } = spec;
  if (workloadSelector) {
    checkSelector(findings, ['spec', 'workloadSelector', 'labels'], workloadSelector.labels);
  }
  if (ingress.length + egress.length === 0 && !outboundTrafficPolicy && !inboundConnectionPool) {
    const help = 'add egress, ingress, outboundTrafficPolicy or inboundConnectionPool';
    findings.add(['spec'], 'XDS0350', 'a sidecar sets nothing', help);
    return;
  }
  checkIngress(findings, ingress);
  if (inboundConnectionPool) {
    checkConnectionPool(findings, ['spec', 'inboundConnectionPool'], inboundConnectionPool);
  }
  checkEgress(findings, egress, metadata.namespace);
  if (outboundTrafficPolicy) checkOutboundTrafficPolicy(findings, outboundTrafficPolicy);
}

function checkOutboundTrafficPolicy(
  findings: Findings,
  { mode = 'REGISTRY_ONLY', egressProxy }: NonNullable<SidecarSpec['outboundTrafficPolicy']>,
): void {
  const path = ['spec', 'outboundTrafficPolicy'];
  if (mode === 'ALLOW_ANY_DYNAMIC_DNS') {
    const help = 'use ALLOW_ANY or REGISTRY_ONLY';
    findings.add([...path, 'mode'], 'XDS0354', `${mode} is for the whole mesh only`, help);
  }
  if (!egressProxy) return;
  const at = [...path, 'egressProxy'];
  if (mode !== 'ALLOW_ANY') {
    const help = 'set mode: ALLOW_ANY, or remove egressProxy';
    findings.add(at, 'XDS0354', `mode ${mode} does not let anything through to an egressProxy`, help);
    return;
  }
  const problem = domainProblem(egressProxy.host);
  if (problem !== undefined) {
    const help = 'write the full name of a service';
    findings.add([...at, 'host'], 'XDS0354', `${quote(egressProxy.host)} is not a host: ${problem}`, help);
    return;
  }
  if (egressProxy.port) checkDestination(findings, at, egressProxy);
  else findings.add(at, 'XDS0354', 'egressProxy has no port', 'add port: {number: …}');
}
