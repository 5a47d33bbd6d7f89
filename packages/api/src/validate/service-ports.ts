import type { ServiceEntry } from '../object.js';
import type { Findings } from './findings.js';
import { checkPortName, checkPortNumber } from './port.js';
import { checkProtocol } from './check-protocol.js';
import { protocolOf } from './protocol.js';
import { quote } from './quote.js';

export function checkServicePorts(findings: Findings, entry: ServiceEntry): void {
  const { ports = [], addresses = [] } = entry.spec;
  const names = new Set<string>();
  const numbers = new Set<number>();
  for (const [index, port] of ports.entries()) {
    const path = ['spec', 'ports', index];
    if (names.has(port.name)) {
      findings.add(
        [...path, 'name'],
        'XDS0306',
        `two ports are named ${quote(port.name)}`,
        'give each a name of its own',
      );
    }
    if (numbers.has(port.number)) {
      findings.add([...path, 'number'], 'XDS0306', `two ports have the number ${port.number}`);
    }
    names.add(port.name);
    numbers.add(port.number);
    checkPortNumber(findings, [...path, 'number'], port.number);
    checkPortName(findings, [...path, 'name'], port.name);
    if (port.targetPort) checkPortNumber(findings, [...path, 'targetPort'], port.targetPort);
    checkProtocol(findings, [...path, 'protocol'], port.protocol ?? '');
    const isTcp = (port.protocol ?? '') === '' || protocolOf(port.protocol) === 'TCP';
    if (isTcp && addresses.length === 0 && !isAddressAllocated(entry)) {
      const help = 'set addresses, or a protocol such as HTTP or TLS';
      findings.add(
        path,
        'XDS0322',
        `nothing but port ${port.number} tells connections to this service apart`,
        help,
      );
    }
  }
}

/** Istio: gives an address to a service that has none, unless its label opts out or it forwards by address. */
function isAddressAllocated({ spec, metadata }: ServiceEntry): boolean {
  const label = metadata.labels?.['networking.istio.io/enable-autoallocate-ip'] ?? '';
  return (spec.resolution ?? 'NONE') !== 'NONE' && label.toLowerCase() !== 'false';
}
