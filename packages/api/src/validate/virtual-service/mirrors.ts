import type { HttpRoute } from '../../kinds/http-route.js';
import type { Path } from '../../path.js';
import type { Findings } from '../findings.js';
import { checkDestination } from './destinations.js';
import { checkPercentage } from './percentage.js';

/** Destinations that get a copy of each request. */
export function checkMirrors(findings: Findings, path: Path, route: HttpRoute): void {
  const { mirror, mirrors = [], mirrorPercentage } = route;
  if (mirror && mirrors.length > 0) {
    findings.add(
      [...path, 'mirrors'],
      'XDS0373',
      'mirror and mirrors exclude each other',
      'move mirror into mirrors',
    );
  }
  if (mirror) checkDestination(findings, [...path, 'mirror'], mirror);
  for (const [index, { destination, percentage }] of mirrors.entries()) {
    const at = [...path, 'mirrors', index];
    if (destination) checkDestination(findings, [...at, 'destination'], destination);
    else findings.add(at, 'XDS0373', 'a mirror has no destination');
    checkPercentage(findings, [...at, 'percentage'], 'XDS0373', percentage);
  }
  checkPercentage(findings, [...path, 'mirrorPercentage'], 'XDS0373', mirrorPercentage);
  for (const name of ['mirrorPercent', 'mirror_percent'] as const)
    checkWholePercent(findings, [...path, name], name, route[name]);
}

function checkWholePercent(findings: Findings, at: Path, name: string, percent: number | undefined): void {
  if (percent === undefined) return;
  findings.add(at, 'XDS0345', `${name} is deprecated`, `write mirrorPercentage: {value: ${percent}}`);
  if (percent > 100) findings.add(at, 'XDS0373', `a percentage cannot be ${percent}`, 'write 0 to 100');
}
