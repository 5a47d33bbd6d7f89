import type { Layer4Match, TcpRoute, TlsMatch, TlsRoute } from '../../kinds/layer-4-route.js';
import type { Path } from '../../path.js';
import { wildcardDomainProblem } from '../domain.js';
import type { Findings } from '../findings.js';
import { isIpAddress, isSubnet } from '../../ip-address.js';
import { checkLabels } from '../labels.js';
import { checkPortNumber } from '../port.js';
import { quote } from '../quote.js';
import { checkDestinations } from './destinations.js';
import { checkGatewayNames } from './gateway-names.js';
import { isClusterSni, isHostWithin } from './host-names.js';

/** The hosts of the virtual service, and whether sidecars use it rather than only gateways. */
interface Scope {
  readonly hosts: readonly string[];
  readonly isMesh: boolean;
}

export function checkTlsRoute(findings: Findings, path: Path, route: TlsRoute, scope: Scope): void {
  if (route.match.length === 0) {
    findings.add([...path, 'match'], 'XDS0374', 'a TLS route matches nothing', 'add a match with sniHosts');
  }
  for (const [index, match] of route.match.entries()) {
    const at = [...path, 'match', index];
    if (match.sniHosts.length === 0)
      findings.add([...at, 'sniHosts'], 'XDS0374', 'a TLS match has no SNI host');
    for (const [number, host] of match.sniHosts.entries()) {
      checkSniHost(findings, [...at, 'sniHosts', number], host, scope);
    }
    checkMatch(findings, at, match);
  }
  checkRoute(findings, path, route);
}

export function checkTcpRoute(findings: Findings, path: Path, route: TcpRoute): void {
  for (const [index, match] of (route.match ?? []).entries())
    checkMatch(findings, [...path, 'match', index], match);
  checkRoute(findings, path, route);
}

function checkRoute(findings: Findings, path: Path, { route = [] }: TcpRoute): void {
  if (route.length === 0)
    findings.add(path, 'XDS0374', 'this rule leads nowhere', 'add route with a destination');
  checkDestinations(findings, [...path, 'route'], route);
}

function checkMatch(findings: Findings, path: Path, match: TlsMatch | Layer4Match): void {
  for (const [index, subnet] of (match.destinationSubnets ?? []).entries()) {
    if (isSubnet(subnet)) continue;
    const help = 'write an address as in 10.0.0.1, or a block as in 10.0.0.0/8';
    findings.add(
      [...path, 'destinationSubnets', index],
      'XDS0303',
      `${quote(subnet)} is not an IP address or CIDR block`,
      help,
    );
  }
  if (match.port) checkPortNumber(findings, [...path, 'port'], match.port);
  checkLabels(findings, [...path, 'sourceLabels'], match.sourceLabels);
  checkGatewayNames(findings, [...path, 'gateways'], match.gateways);
}

function checkSniHost(findings: Findings, path: Path, sni: string, { hosts, isMesh }: Scope): void {
  const problem = !isMesh && isClusterSni(sni) ? undefined : wildcardDomainProblem(sni);
  if (problem !== undefined && isIpAddress(sni)) {
    findings.add(path, 'XDS0383', `the SNI host ${quote(sni)} is an IP address, which clients do not send`);
  } else if (problem !== undefined) {
    findings.add(path, 'XDS0374', `${quote(sni)} is not an SNI host: ${problem}`);
  } else if (!hosts.some((host) => isHostWithin(sni, host))) {
    const help = `the hosts are ${hosts.map(quote).join(', ')}`;
    findings.add(
      path,
      'XDS0374',
      `the SNI host ${quote(sni)} is not one of the virtual service's hosts`,
      help,
    );
  }
}
