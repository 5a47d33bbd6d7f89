import type { ServiceSpec } from '../../kinds/service.js';
import { domainProblem } from '../domain.js';
import type { Findings } from '../findings.js';
import { isIpAddress } from '../../ip-address.js';
import { checkLabels } from '../labels.js';
import { checkPortName, checkPortNumber } from '../port.js';
import { quote } from '../quote.js';

/** Kubernetes: what the API server asks of those fields of a Service that are read here. */
export function checkService(findings: Findings, spec: ServiceSpec): void {
  const { type, clusterIP = '', clusterIPs = [], externalName = '', ports = [], selector } = spec;
  for (const [path, address] of [
    [['spec', 'clusterIP'], clusterIP] as const,
    ...clusterIPs.map((one, index) => [['spec', 'clusterIPs', index], one] as const),
  ]) {
    if (address === '' || address === 'None' || isIpAddress(address)) continue;
    const help = 'write an IP address, or None for a headless service';
    findings.add(path, 'XDS0303', `${quote(address)} is not an IP address`, help);
  }
  if (type === 'ExternalName' && domainProblem(externalName) !== undefined) {
    const help = 'write the domain name that stands behind this service';
    findings.add(['spec', 'externalName'], 'XDS0302', `${quote(externalName)} is not a domain name`, help);
  }
  checkLabels(findings, ['spec', 'selector'], selector);
  const names = new Set<string>();
  const numbers = new Set<string>();
  for (const [index, { name = '', port, targetPort, protocol = 'TCP' }] of ports.entries()) {
    const path = ['spec', 'ports', index];
    checkPortNumber(findings, [...path, 'port'], port);
    if (typeof targetPort === 'number' && targetPort !== 0) {
      checkPortNumber(findings, [...path, 'targetPort'], targetPort);
    }
    // a single port needs no name
    if (name !== '' || ports.length > 1) checkPortName(findings, [...path, 'name'], name);
    if (names.has(name)) {
      findings.add(
        [...path, 'name'],
        'XDS0306',
        `two ports are named ${quote(name)}`,
        'give each a name of its own',
      );
    }
    const number = `${protocol} ${port}`;
    if (numbers.has(number)) findings.add([...path, 'port'], 'XDS0306', `two ports have the number ${port}`);
    names.add(name);
    numbers.add(number);
  }
}
