import type { Destination } from '../../kinds/destination.js';
import type { HttpRouteDestination } from '../../kinds/http-route.js';
import type { RouteDestination } from '../../kinds/layer-4-route.js';
import type { Path } from '../../path.js';
import { wildcardDomainProblem } from '../domain.js';
import type { Findings } from '../findings.js';
import { checkPortNumber } from '../port.js';
import { quote } from '../quote.js';
import { checkSubsetName } from '../subset-name.js';
import { checkHeaders } from './headers.js';

export function checkHttpDestinations(
  findings: Findings,
  path: Path,
  destinations: readonly HttpRouteDestination[] | undefined,
): void {
  checkDestinations(findings, path, destinations);
  for (const [index, { headers }] of (destinations ?? []).entries()) {
    checkHeaders(findings, [...path, index, 'headers'], headers);
  }
}

export function checkDestinations(
  findings: Findings,
  path: Path,
  destinations: readonly RouteDestination[] | undefined,
): void {
  let total = 0;
  for (const [index, { destination, weight = 0 }] of (destinations ?? []).entries()) {
    checkDestination(findings, [...path, index, 'destination'], destination);
    total += weight;
    if (weight >= 0) continue;
    findings.add([...path, index, 'weight'], 'XDS0366', `a weight cannot be ${weight}`, 'write 0 or more');
  }
  if ((destinations?.length ?? 0) > 1 && total === 0) {
    const help = 'give the destinations weights: one without weight gets nothing';
    findings.add(path, 'XDS0366', 'the weights of the destinations sum to 0', help);
  }
}

export function checkDestination(findings: Findings, path: Path, { host, subset, port }: Destination): void {
  const problem = host === '*' ? 'it is everything' : wildcardDomainProblem(host);
  if (problem !== undefined) {
    findings.add([...path, 'host'], 'XDS0366', `${quote(host)} is not a destination: ${problem}`);
  }
  if (subset) checkSubsetName(findings, [...path, 'subset'], subset);
  if (port) checkPortNumber(findings, [...path, 'port', 'number'], port.number ?? 0);
}
