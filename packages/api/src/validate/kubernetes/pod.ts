import type { Pod } from '../../object.js';
import type { Findings } from '../findings.js';
import { isIpAddress } from '../../ip-address.js';
import { checkPortNumber } from '../port.js';
import { quote } from '../quote.js';

/** Kubernetes: what the API server asks of those fields of a Pod that are read here. */
export function checkPod(findings: Findings, { spec, status }: Pod): void {
  for (const [index, { ports = [] }] of (spec.containers ?? []).entries()) {
    for (const [number, { containerPort }] of ports.entries()) {
      if (containerPort === undefined) continue;
      const path = ['spec', 'containers', index, 'ports', number, 'containerPort'];
      checkPortNumber(findings, path, containerPort);
    }
  }
  const addresses = [
    { path: ['status', 'podIP'], ip: status?.podIP },
    ...(status?.podIPs ?? []).map(({ ip }, index) => ({ path: ['status', 'podIPs', index, 'ip'], ip })),
  ];
  for (const { path, ip = '' } of addresses) {
    if (ip === '' || isIpAddress(ip)) continue;
    findings.add(path, 'XDS0303', `${quote(ip)} is not an IP address`, 'write an address as in 10.0.0.1');
  }
}
