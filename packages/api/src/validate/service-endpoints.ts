import type { ServiceEntrySpec } from '../kinds/service-entry.js';
import type { WorkloadEntrySpec } from '../kinds/workload-entry.js';
import type { Path } from '../path.js';
import { domainProblem, wildcardDomainProblem } from './domain.js';
import type { Findings } from './findings.js';
import { isIpAddress } from '../ip-address.js';
import { checkLabels } from './labels.js';
import { isTcp, protocolOf } from './protocol.js';
import { quote } from './quote.js';
import { isUnixAddress } from './unix-socket.js';
import { checkEndpointPorts, checkUnixAddress, reportAddress } from './workload-entry.js';

/** Which endpoints a service may list depends on how it is resolved. */
export function checkServiceEndpoints(findings: Findings, spec: ServiceEntrySpec): void {
  switch (spec.resolution ?? 'NONE') {
    case 'STATIC':
      for (const [index, endpoint] of (spec.endpoints ?? []).entries()) {
        checkStaticEndpoint(findings, ['spec', 'endpoints', index], endpoint, portNames(spec));
      }
      break;
    case 'DNS':
    case 'DNS_ROUND_ROBIN':
      checkDnsService(findings, spec);
      break;
    default:
      checkPassthroughService(findings, spec);
  }
}

function checkPassthroughService(
  findings: Findings,
  { endpoints = [], workloadSelector }: ServiceEntrySpec,
): void {
  const help = 'set resolution to STATIC or DNS, or leave them out';
  if (endpoints.length > 0) {
    findings.add(
      ['spec', 'endpoints'],
      'XDS0312',
      'resolution NONE forwards to the address asked for: endpoints have no place',
      help,
    );
  }
  if (workloadSelector) {
    findings.add(
      ['spec', 'workloadSelector'],
      'XDS0323',
      'resolution NONE forwards to the address asked for: the selector has no effect',
      help,
    );
  }
}

function checkStaticEndpoint(
  findings: Findings,
  path: Path,
  endpoint: WorkloadEntrySpec,
  servicePorts: ReadonlySet<string>,
): void {
  const { address = '', network = '', ports, labels } = endpoint;
  if (address === '' && network === '') {
    findings.add(
      path,
      'XDS0316',
      'an endpoint has neither an address nor a network',
      'set address to an IP address',
    );
    return;
  }
  if (address === '') {
    findings.add(
      path,
      'XDS0325',
      `an endpoint has no address: it is reached through the network ${quote(network)}`,
    );
  } else if (isUnixAddress(address)) {
    checkUnixAddress(findings, path, endpoint);
    if (servicePorts.size !== 1) {
      const help = 'give the service exactly one port';
      findings.add(
        [...path, 'address'],
        'XDS0315',
        `a unix socket stands for one port, not for ${servicePorts.size}`,
        help,
      );
    }
  } else if (!isIpAddress(address)) {
    const help = 'resolution STATIC takes IP addresses and unix:///path; for domain names use DNS';
    reportAddress(findings, [...path, 'address'], address, help);
  }
  checkEndpointPorts(findings, path, ports, servicePorts);
  checkLabels(findings, [...path, 'labels'], labels);
}

function checkDnsService(findings: Findings, spec: ServiceEntrySpec): void {
  const { hosts, endpoints = [], resolution = 'NONE' } = spec;
  if (endpoints.length === 0) {
    for (const [index, host] of hosts.entries()) {
      // what is no host at all has been reported already
      if (host === '*' || wildcardDomainProblem(host) !== undefined) continue;
      if (domainProblem(host) === undefined) continue;
      const help = 'list endpoints, or write a host that can be resolved';
      findings.add(
        ['spec', 'hosts', index],
        'XDS0312',
        `resolution ${resolution} cannot resolve the host ${quote(host)}`,
        help,
      );
    }
  }
  if (resolution === 'DNS_ROUND_ROBIN' && endpoints.length > 1) {
    const help = 'keep one endpoint, or use resolution DNS';
    findings.add(
      ['spec', 'endpoints', 1],
      'XDS0312',
      'resolution DNS_ROUND_ROBIN takes one endpoint at most',
      help,
    );
  }
  for (const [index, { address = '', ports, labels }] of endpoints.entries()) {
    const path = ['spec', 'endpoints', index];
    if (!isIpAddress(address) && domainProblem(address) !== undefined) {
      const help = `resolution ${resolution} takes domain names and IP addresses`;
      reportAddress(findings, [...path, 'address'], address, help);
    }
    checkLabels(findings, [...path, 'labels'], labels);
    checkEndpointPorts(findings, path, ports, portNames(spec));
  }
  checkSharedAddresses(findings, spec);
}

function checkSharedAddresses(
  findings: Findings,
  { hosts, addresses = [], ports = [] }: ServiceEntrySpec,
): void {
  const index = ports.findIndex(({ protocol }) => isTcp(protocolOf(protocol)));
  if (index < 0 || hosts.length < 2 || addresses.length === 0) return;
  const help = 'use one ServiceEntry for each host';
  findings.add(['spec', 'ports', index], 'XDS0324', 'several hosts share addresses on a TCP port', help);
}

function portNames({ ports = [] }: ServiceEntrySpec): ReadonlySet<string> {
  return new Set(ports.map(({ name }) => name));
}
