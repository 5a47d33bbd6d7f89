import type { ServiceEntrySpec } from '../kinds/service-entry.js';
import { domainProblem, wildcardDomainProblem } from './domain.js';
import { checkEndpoint } from './endpoint.js';
import type { EndpointRules } from './endpoint.js';
import type { Findings } from './findings.js';
import { isTcp, protocolOf } from './protocol.js';
import { quote } from './quote.js';

/** Which endpoints a service may list depends on how it is resolved. */
export function checkServiceEndpoints(findings: Findings, spec: ServiceEntrySpec): void {
  switch (spec.resolution ?? 'NONE') {
    case 'STATIC':
      checkEndpoints(findings, spec, {
        takesDomains: false,
        isResolved: false,
        help: 'resolution STATIC takes IP addresses and unix:///path; for domain names use DNS',
      });
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

function checkEndpoints(
  findings: Findings,
  { endpoints = [], ports = [] }: ServiceEntrySpec,
  rules: Pick<EndpointRules, 'takesDomains' | 'isResolved' | 'help'>,
): void {
  const servicePorts = new Set(ports.map(({ name }) => name));
  for (const [index, endpoint] of endpoints.entries()) {
    const path = ['spec', 'endpoints', index];
    checkEndpoint(findings, path, endpoint, { ...rules, what: 'an endpoint', servicePorts });
  }
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
  checkEndpoints(findings, spec, {
    takesDomains: true,
    isResolved: true,
    help: `resolution ${resolution} takes domain names and IP addresses`,
  });
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
