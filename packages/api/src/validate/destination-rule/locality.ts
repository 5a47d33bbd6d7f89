import type { LocalityLbSetting, ZoneAwareLbSetting } from '../../kinds/traffic-policy.js';
import type { Path } from '../../path.js';
import type { Findings } from '../findings.js';
import { quote } from '../quote.js';

type Failover = NonNullable<LocalityLbSetting['failover']>;

const topologyLabels: readonly string[] = [
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
  'topology.istio.io/subzone',
];

export function checkLocalityLbSetting(
  findings: Findings,
  path: Path,
  setting: LocalityLbSetting,
  hasOutlierDetection: boolean,
): void {
  const { distribute = [], failover = [], failoverPriority = [] } = setting;
  if (distribute.length > 0 && failover.length > 0) {
    findings.add(
      [...path, 'failover'],
      'XDS0338',
      'distribute and failover exclude each other',
      'keep one of the two',
    );
    return;
  }
  if (failover.length > 0) checkPriorityLabels(findings, path, failoverPriority, 'together with failover');
  for (const [index, { to = {} }] of distribute.entries()) {
    const at = [...path, 'distribute', index, 'to'];
    checkWeights(findings, at, to);
    checkLocalities(
      findings,
      Object.keys(to).map((locality) => ({ locality, path: [...at, locality] })),
    );
  }
  checkLocalities(
    findings,
    distribute.map(({ from = '' }, index) => ({
      locality: from,
      path: [...path, 'distribute', index, 'from'],
    })),
  );
  checkFailover(findings, path, { failover, failoverPriority, hasOutlierDetection });
}

export function checkZoneAwareLbSetting(
  findings: Findings,
  path: Path,
  setting: ZoneAwareLbSetting,
  hasOutlierDetection: boolean,
): void {
  const { failover = [], failoverPriority = [] } = setting;
  checkPriorityLabels(
    findings,
    path,
    failoverPriority,
    'with zone awareness, which orders localities itself',
  );
  checkFailover(findings, path, { failover, failoverPriority, hasOutlierDetection });
}

function checkPriorityLabels(findings: Findings, path: Path, labels: readonly string[], why: string): void {
  const index = labels.findIndex((label) => topologyLabels.includes(label));
  if (index < 0) return;
  findings.add(
    [...path, 'failoverPriority', index],
    'XDS0338',
    `failoverPriority cannot have ${labels[index]} ${why}`,
  );
}

function checkWeights(findings: Findings, path: Path, weights: Readonly<Record<string, number>>): void {
  let total = 0;
  for (const [locality, weight] of Object.entries(weights)) {
    total += weight;
    if (weight >= 1 && weight <= 100) continue;
    findings.add(
      [...path, locality],
      'XDS0338',
      `a locality cannot have the weight ${weight}`,
      'write 1 to 100',
    );
    return;
  }
  if (total === 100) return;
  findings.add(path, 'XDS0338', `the weights of the localities sum to ${total}`, 'make them sum to 100');
}

/** Each locality is compared with all before it: no mesh has as many. */
const maxCompared = 1000;

/** Localities of one list may not overlap: `us/*` already has `us/west`. */
function checkLocalities(
  findings: Findings,
  entries: readonly { readonly locality: string; readonly path: Path }[],
): void {
  const seen: string[][] = [];
  for (const { locality, path } of entries) {
    const steps = locality.split('/');
    const wildcards = locality.split('*').length - 1;
    if (wildcards > 1 || (wildcards === 1 && !locality.endsWith('*'))) {
      findings.add(path, 'XDS0338', `${quote(locality)} has a wildcard that is not at its end`);
    } else if (steps.slice(0, 3).includes('')) {
      findings.add(path, 'XDS0338', `${quote(locality)} has an empty part`, 'write region/zone/sub-zone');
    } else {
      const other = seen.length < maxCompared ? seen.find((earlier) => overlaps(earlier, steps)) : undefined;
      if (other) findings.add(path, 'XDS0338', `${quote(locality)} overlaps with ${quote(other.join('/'))}`);
      seen.push(steps);
    }
  }
}

/**
 * Whether a locality is, or is inside, or is around an earlier one.
 *
 * Istio: a wildcard after the localities that it covers is their remainder, so `us/west`, `us/*`, `*` do not overlap.
 */
function overlaps(earlier: readonly string[], later: readonly string[]): boolean {
  for (let index = 0; index < Math.min(earlier.length, later.length); index += 1) {
    if (earlier[index] === '*') return true;
    if (earlier[index] !== later[index]) return false;
  }
  return true;
}

function checkFailover(
  findings: Findings,
  path: Path,
  setting: {
    readonly failover: Failover;
    readonly failoverPriority: readonly string[];
    readonly hasOutlierDetection: boolean;
  },
): void {
  const { failover, failoverPriority, hasOutlierDetection } = setting;
  if (failover.length + failoverPriority.length > 0 && !hasOutlierDetection) {
    const at = [...path, failover.length > 0 ? 'failover' : 'failoverPriority'];
    const help = 'add outlierDetection beside loadBalancer: without it no endpoint ever counts as failed';
    findings.add(at, 'XDS0346', 'failover has no effect without outlier detection', help);
  }
  for (const [index, { from = '', to = '' }] of failover.entries()) {
    const at = [...path, 'failover', index];
    if (from === to) findings.add([...at, 'to'], 'XDS0338', `the region ${quote(from)} fails over to itself`);
    for (const [name, region] of [
      ['from', from],
      ['to', to],
    ] as const) {
      if (!/[/*]/.test(region)) continue;
      const help = 'write a region alone';
      findings.add(
        [...at, name],
        'XDS0338',
        `failover goes from region to region, not to ${quote(region)}`,
        help,
      );
    }
  }
}
