import type { Path } from '../../path.js';
import type { Findings } from '../findings.js';
import { isSubnet } from '../../ip-address.js';
import { quote } from '../quote.js';

export function checkAddresses(findings: Findings, path: Path, values: readonly string[] | undefined): void {
  for (const [index, value] of (values ?? []).entries()) {
    if (isSubnet(value)) continue;
    const help = 'write an address as in 10.0.0.1, or a block as in 10.0.0.0/8';
    findings.add([...path, index], 'XDS0396', `${quote(value)} is not an IP address or CIDR block`, help);
  }
}

/** Istio: port numbers are text here, and 0 is one of them. */
export function checkPorts(findings: Findings, path: Path, values: readonly string[] | undefined): void {
  for (const [index, value] of (values ?? []).entries()) {
    if (/^\d+$/.test(value) && Number(value) <= 65_535) continue;
    findings.add([...path, index], 'XDS0396', `${quote(value)} is not a port number`, 'write 0 to 65535');
  }
}

export function checkServiceAccounts(
  findings: Findings,
  path: Path,
  values: readonly string[] | undefined,
): void {
  if ((values?.length ?? 0) > 16) {
    const help = 'use namespaces or principals, or several rules';
    findings.add(path, 'XDS0396', 'a list has more than 16 service accounts', help);
  }
  for (const [index, value] of (values ?? []).entries()) {
    const parts = value.split('/');
    const isValid = parts.length <= 2 && !parts.includes('') && !value.includes('*') && value.length <= 320;
    if (isValid) continue;
    const help = 'write NAME for the own namespace, or NAMESPACE/NAME, without wildcards';
    findings.add([...path, index], 'XDS0396', `${quote(value)} is not a service account`, help);
  }
}
