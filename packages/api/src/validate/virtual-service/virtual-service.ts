import type { VirtualServiceSpec } from '../../kinds/virtual-service.js';
import type { VirtualService } from '../../object.js';
import { wildcardDomainProblem } from '../domain.js';
import { checkExportTo } from '../export-to.js';
import type { Findings } from '../findings.js';
import { isIpAddress } from '../../ip-address.js';
import { quote } from '../quote.js';
import { checkGatewayNames } from './gateway-names.js';
import { isClusterSni, overlappingHosts } from './host-names.js';
import { checkHttpRoute } from './http-route.js';
import { isJwtClaim } from './http-match.js';
import { checkTcpRoute, checkTlsRoute } from './layer-4-route.js';
import { httpMatchCovers, tcpMatchCovers, tlsMatchCovers } from './match-covers.js';
import { checkReachable } from './reachable.js';

export function checkVirtualService(findings: Findings, { spec, metadata }: VirtualService): void {
  const { hosts = [], gateways = [], http = [], tls = [], tcp = [] } = spec;
  // Istio: without hosts it can only be included by another
  const isDelegate = hosts.length === 0;
  if (isDelegate) checkDelegate(findings, spec);
  checkGatewayNames(findings, ['spec', 'gateways'], gateways);
  const isMesh = gateways.length === 0 || gateways.includes('mesh');
  // tokens are validated at gateways
  if (gateways.every((gateway) => gateway === 'mesh')) checkNoJwtClaims(findings, spec);
  checkHosts(findings, spec, isMesh);
  if (http.length + tls.length + tcp.length === 0) {
    findings.add(['spec'], 'XDS0361', 'a virtual service has no routes', 'add http, tls or tcp');
  }
  for (const [index, route] of http.entries())
    checkHttpRoute(findings, ['spec', 'http', index], route, isDelegate);
  for (const [index, route] of tls.entries())
    checkTlsRoute(findings, ['spec', 'tls', index], route, { hosts, isMesh });
  for (const [index, route] of tcp.entries()) checkTcpRoute(findings, ['spec', 'tcp', index], route);
  checkReachable(findings, ['spec', 'http'], http, httpMatchCovers);
  checkReachable(findings, ['spec', 'tls'], tls, tlsMatchCovers);
  checkReachable(findings, ['spec', 'tcp'], tcp, tcpMatchCovers);
  checkExportTo(findings, spec.exportTo, { namespace: metadata.namespace });
}

function checkDelegate(findings: Findings, spec: VirtualServiceSpec): void {
  for (const name of ['gateways', 'tls', 'tcp'] as const) {
    if ((spec[name] ?? []).length === 0) continue;
    const help = `add hosts, or remove ${name}`;
    findings.add(
      ['spec', name],
      'XDS0362',
      `a virtual service without hosts is a delegate, and has no ${name}`,
      help,
    );
  }
}

function checkNoJwtClaims(findings: Findings, { http = [] }: VirtualServiceSpec): void {
  for (const [index, { match = [] }] of http.entries()) {
    for (const [number, one] of match.entries()) {
      for (const name of ['headers', 'withoutHeaders'] as const) {
        for (const key of Object.keys(one[name] ?? {}).filter(isJwtClaim)) {
          const path = ['spec', 'http', index, 'match', number, name, key];
          findings.add(path, 'XDS0364', 'claims of a token can be matched at gateways only, not in the mesh');
        }
      }
    }
  }
}

function checkHosts(findings: Findings, spec: VirtualServiceSpec, isMesh: boolean): void {
  const { hosts = [], tls = [] } = spec;
  let isValid = true;
  for (const [index, host] of hosts.entries()) {
    const path = ['spec', 'hosts', index];
    const problem = wildcardDomainProblem(host);
    // Istio: gateways between networks pass on names that proxies make up for clusters
    if (!isMesh && tls.length > 0 && isClusterSni(host)) continue;
    if (problem !== undefined && !isIpAddress(host)) {
      findings.add(path, 'XDS0302', `${quote(host)} is not a host: ${problem}`);
      isValid = false;
    } else if (host === '*' && isMesh) {
      const help = 'name a domain, as in "*.example.com", or bind to gateways only';
      findings.add(path, 'XDS0302', 'a virtual service of the mesh cannot have the host "*"', help);
      isValid = false;
    }
  }
  if (!isValid) return;
  for (const [index, other] of overlappingHosts(hosts)) {
    const help = 'keep one of the two';
    findings.add(
      ['spec', 'hosts', index],
      'XDS0375',
      `the hosts ${quote(hosts[other] ?? '')} and ${quote(hosts[index] ?? '')} overlap`,
      help,
    );
  }
}
