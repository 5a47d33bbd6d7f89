import type { OutlierDetection } from '../../kinds/traffic-policy.js';
import type { Path } from '../../path.js';
import { checkDuration } from '../duration.js';
import type { Findings } from '../findings.js';

export function checkOutlierDetection(findings: Findings, path: Path, outlier: OutlierDetection): void {
  checkDuration(findings, [...path, 'baseEjectionTime'], outlier.baseEjectionTime);
  checkDuration(findings, [...path, 'interval'], outlier.interval);
  if (outlier.consecutiveErrors) {
    const help = 'use consecutive5xxErrors or consecutiveGatewayErrors';
    findings.add(
      [...path, 'consecutiveErrors'],
      'XDS0345',
      'consecutiveErrors is deprecated and has no effect',
      help,
    );
  }
  if (outlier.consecutiveLocalOriginFailures && outlier.splitExternalLocalOriginErrors !== true) {
    findings.add(
      [...path, 'consecutiveLocalOriginFailures'],
      'XDS0334',
      'consecutiveLocalOriginFailures counts nothing unless local errors are split off',
      'set splitExternalLocalOriginErrors: true',
    );
  }
  checkPercent(findings, [...path, 'maxEjectionPercent'], outlier.maxEjectionPercent);
  checkPercent(findings, [...path, 'minHealthPercent'], outlier.minHealthPercent);
}

function checkPercent(findings: Findings, path: Path, percent = 0): void {
  if (percent >= 0 && percent <= 100) return;
  findings.add(path, 'XDS0334', `${path.at(-1)} cannot be ${percent}`, 'write a percentage from 0 to 100');
}
