import type { LoadBalancerSettings } from '../../kinds/traffic-policy.js';
import type { Path } from '../../path.js';
import { checkDuration } from '../duration.js';
import type { Findings } from '../findings.js';
import { checkConsistentHash } from './consistent-hash.js';
import { checkLocalityLbSetting, checkZoneAwareLbSetting } from './locality.js';

export function checkLoadBalancer(
  findings: Findings,
  path: Path,
  settings: LoadBalancerSettings,
  hasOutlierDetection: boolean,
): void {
  const { consistentHash, localityLbSetting, zoneAwareLbSetting, warmup, warmupDurationSecs } = settings;
  if (consistentHash) checkConsistentHash(findings, [...path, 'consistentHash'], consistentHash);
  if (localityLbSetting && zoneAwareLbSetting) {
    const help = 'keep one of the two';
    findings.add(
      [...path, 'zoneAwareLbSetting'],
      'XDS0338',
      'localityLbSetting and zoneAwareLbSetting exclude each other',
      help,
    );
  }
  if (localityLbSetting) {
    checkLocalityLbSetting(findings, [...path, 'localityLbSetting'], localityLbSetting, hasOutlierDetection);
  }
  if (zoneAwareLbSetting) {
    checkZoneAwareLbSetting(
      findings,
      [...path, 'zoneAwareLbSetting'],
      zoneAwareLbSetting,
      hasOutlierDetection,
    );
  }
  checkDuration(findings, [...path, 'warmupDurationSecs'], warmupDurationSecs);
  if (warmup) checkWarmup(findings, [...path, 'warmup'], warmup);
}

function checkWarmup(
  findings: Findings,
  path: Path,
  warmup: NonNullable<LoadBalancerSettings['warmup']>,
): void {
  const { duration, minimumPercent = 0, aggression = 1 } = warmup;
  if (duration === undefined)
    findings.add(path, 'XDS0337', 'warmup has no duration', 'add duration: 30s, for instance');
  checkDuration(findings, [...path, 'duration'], duration);
  if (minimumPercent > 100) {
    const help = 'write a percentage from 0 to 100';
    findings.add([...path, 'minimumPercent'], 'XDS0337', `minimumPercent cannot be ${minimumPercent}`, help);
  }
  if (aggression <= 0) {
    findings.add(
      [...path, 'aggression'],
      'XDS0337',
      `aggression cannot be ${aggression}`,
      'write a number above 0',
    );
  }
}
