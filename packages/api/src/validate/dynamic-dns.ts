import type { ServiceEntry } from '../object.js';
import type { Findings } from './findings.js';
import { protocolOf } from './protocol.js';
import { quote } from './quote.js';

/** Resolution DYNAMIC_DNS: the proxy resolves whatever subdomain of a wildcard host a request asks for. */
export function checkDynamicDns(findings: Findings, { spec, metadata }: ServiceEntry): void {
  const { hosts, addresses = [], endpoints = [], ports = [], location } = spec;
  for (const [index, host] of hosts.entries()) {
    if (host.startsWith('*')) continue;
    const help = 'write a wildcard such as "*.example.com", or use resolution DNS';
    findings.add(
      ['spec', 'hosts', index],
      'XDS0318',
      `DYNAMIC_DNS takes wildcard hosts, not ${quote(host)}`,
      help,
    );
  }
  if (addresses.length > 0) findings.add(['spec', 'addresses'], 'XDS0318', 'DYNAMIC_DNS takes no addresses');
  if (endpoints.length > 0) findings.add(['spec', 'endpoints'], 'XDS0318', 'DYNAMIC_DNS takes no endpoints');
  for (const [index, { protocol }] of ports.entries()) {
    if (['HTTP', 'TLS', 'GRPC', 'HTTP2'].includes(protocolOf(protocol) ?? '')) continue;
    const help = 'the request must say which host it is for: use HTTP, HTTP2, GRPC or TLS';
    findings.add(
      ['spec', 'ports', index, 'protocol'],
      'XDS0318',
      `DYNAMIC_DNS does not take ${protocol ?? 'a port without protocol'}`,
      help,
    );
  }
  const waypoint = metadata.labels?.['istio.io/use-waypoint'] ?? '';
  if (location === 'MESH_INTERNAL' && waypoint !== '' && waypoint !== 'none') {
    findings.add(
      ['metadata', 'labels', 'istio.io/use-waypoint'],
      'XDS0318',
      'a mesh-internal DYNAMIC_DNS service cannot have a waypoint',
      'remove the label, or use location MESH_EXTERNAL',
    );
  }
}
