import type { EndpointSliceSpec } from '../../kinds/endpoint-slice.js';
import { domainProblem } from '../domain.js';
import type { Findings } from '../findings.js';
import { isIpAddress, isIpv6Address } from '../../ip-address.js';
import { checkPortNumber } from '../port.js';
import { quote } from '../quote.js';

/** Kubernetes: addresses are of the slice's one type. */
export function checkEndpointSlice(findings: Findings, spec: EndpointSliceSpec): void {
  const { addressType, endpoints = [], ports = [] } = spec;
  for (const [index, { addresses = [] }] of endpoints.entries()) {
    for (const [number, address] of addresses.entries()) {
      if (isOfType(address, addressType)) continue;
      const path = ['spec', 'endpoints', index, 'addresses', number];
      const help = addressType === 'FQDN' ? 'write a domain name' : `write an ${addressType} address`;
      findings.add(path, 'XDS0313', `${quote(address)} is not an address of type ${addressType}`, help);
    }
  }
  for (const [index, { port }] of ports.entries()) {
    if (port !== undefined) checkPortNumber(findings, ['spec', 'ports', index, 'port'], port);
  }
}

function isOfType(address: string, type: EndpointSliceSpec['addressType']): boolean {
  if (type === 'FQDN') return domainProblem(address) === undefined;
  return isIpAddress(address) && isIpv6Address(address) === (type === 'IPv6');
}
