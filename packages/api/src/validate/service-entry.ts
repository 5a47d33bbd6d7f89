import type { ServiceEntrySpec } from '../kinds/service-entry.js';
import type { ServiceEntry } from '../object.js';
import { isPartialWildcard, wildcardDomainProblem } from './domain.js';
import { checkDynamicDns } from './dynamic-dns.js';
import { checkExportTo } from './export-to.js';
import type { Findings } from './findings.js';
import { isSubnet } from '../ip-address.js';
import { isHttp, isTls, protocolOf } from './protocol.js';
import { quote } from './quote.js';
import { checkSelector } from './selector.js';
import { checkServiceEndpoints } from './service-endpoints.js';
import { checkServicePorts } from './service-ports.js';

export function checkServiceEntry(findings: Findings, entry: ServiceEntry): void {
  const { spec, metadata } = entry;
  const { workloadSelector, endpoints = [], resolution = 'NONE' } = spec;
  if (workloadSelector)
    checkSelector(findings, ['spec', 'workloadSelector', 'labels'], workloadSelector.labels);
  if (workloadSelector && endpoints.length > 0) {
    const help = 'keep one: a service has its endpoints either from a selector or from a list';
    findings.add(['spec', 'endpoints'], 'XDS0311', 'a service has both workloadSelector and endpoints', help);
  }
  checkHosts(findings, spec);
  checkAddresses(findings, spec);
  checkServicePorts(findings, entry);
  if (resolution === 'DYNAMIC_DNS') checkDynamicDns(findings, entry);
  else checkServiceEndpoints(findings, spec);
  checkHostsApart(findings, spec);
  checkExportTo(findings, spec.exportTo, { namespace: metadata.namespace, isServiceEntry: true });
}

function checkHosts(findings: Findings, { hosts, resolution }: ServiceEntrySpec): void {
  if (hosts.length === 0)
    findings.add(['spec', 'hosts'], 'XDS0301', 'a service has no hosts', 'name at least one host');
  for (const [index, host] of hosts.entries()) {
    const path = ['spec', 'hosts', index];
    const problem = wildcardDomainProblem(host);
    // DYNAMIC_DNS has a rule of its own for hosts
    if (host === '*') {
      findings.add(
        path,
        'XDS0302',
        'a service cannot have the host "*"',
        'name a domain, as in "*.example.com"',
      );
    } else if (problem !== undefined) {
      findings.add(path, 'XDS0302', `${quote(host)} is not a domain name: ${problem}`);
    } else if (resolution !== 'DYNAMIC_DNS' && isPartialWildcard(host)) {
      const help = 'write "*." and a domain';
      findings.add(path, 'XDS0321', `${quote(host)} has a wildcard that is not a whole label`, help);
    }
  }
}

function checkAddresses(findings: Findings, { addresses = [], resolution = 'NONE' }: ServiceEntrySpec): void {
  for (const [index, address] of addresses.entries()) {
    const path = ['spec', 'addresses', index];
    if (!isSubnet(address)) {
      const help = 'write an address as in 10.0.0.1, or a block as in 10.0.0.0/8';
      findings.add(path, 'XDS0303', `${quote(address)} is not an IP address or CIDR block`, help);
    } else if (address.includes('/') && resolution !== 'NONE' && resolution !== 'STATIC') {
      const help = 'use resolution NONE or STATIC, or a single address';
      findings.add(
        path,
        'XDS0303',
        `resolution ${resolution} does not allow the CIDR block ${address}`,
        help,
      );
    }
  }
}

/** Istio: with plain TCP there is no way to tell which of several hosts a connection is for. */
function checkHostsApart(
  findings: Findings,
  { hosts, ports = [], resolution = 'NONE' }: ServiceEntrySpec,
): void {
  if (resolution === 'NONE' || hosts.length < 2) return;
  const index = ports.findIndex(({ protocol }) => {
    const known = protocolOf(protocol);
    return !isHttp(known) && !isTls(known);
  });
  if (index < 0) return;
  findings.add(
    ['spec', 'ports', index],
    'XDS0317',
    'several hosts share a port whose protocol does not say which host is meant',
    'use an HTTP or TLS protocol, or one ServiceEntry for each host',
  );
}
