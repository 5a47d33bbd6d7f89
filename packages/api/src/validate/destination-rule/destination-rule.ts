import type { DestinationRule } from '../../object.js';
import { wildcardDomainProblem } from '../domain.js';
import { checkExportTo } from '../export-to.js';
import type { Findings } from '../findings.js';
import { checkLabels } from '../labels.js';
import { quote } from '../quote.js';
import { checkSelector } from '../selector.js';
import { checkSubsetName } from '../subset-name.js';
import { checkTrafficPolicy } from './traffic-policy.js';

export function checkDestinationRule(findings: Findings, { spec, metadata }: DestinationRule): void {
  const { namespace } = metadata;
  const problem = wildcardDomainProblem(spec.host);
  if (problem !== undefined) {
    findings.add(['spec', 'host'], 'XDS0302', `${quote(spec.host)} is not a host: ${problem}`);
  }
  checkTrafficPolicy(findings, ['spec', 'trafficPolicy'], spec.trafficPolicy, namespace);
  const names = new Set<string>();
  for (const [index, subset] of (spec.subsets ?? []).entries()) {
    const path = ['spec', 'subsets', index];
    if (names.has(subset.name)) {
      findings.add(
        [...path, 'name'],
        'XDS0331',
        `two subsets are named ${quote(subset.name)}`,
        'give each a name of its own',
      );
    }
    names.add(subset.name);
    checkSubsetName(findings, [...path, 'name'], subset.name);
    checkLabels(findings, [...path, 'labels'], subset.labels);
    checkTrafficPolicy(findings, [...path, 'trafficPolicy'], subset.trafficPolicy, namespace);
  }
  checkExportTo(findings, spec.exportTo, { namespace });
  if (!spec.workloadSelector) return;
  checkSelector(findings, ['spec', 'workloadSelector', 'matchLabels'], spec.workloadSelector.matchLabels);
  checkSelectedExport(findings, spec.exportTo ?? [], namespace);
}

/** Istio: a rule for selected workloads holds in its own namespace only. */
function checkSelectedExport(findings: Findings, exportTo: readonly string[], namespace: string): void {
  const elsewhere = exportTo.findIndex((entry) => entry !== '.' && entry !== namespace);
  if (elsewhere < 0) return;
  const help = 'remove exportTo, or write "." alone';
  findings.add(
    ['spec', 'exportTo', elsewhere],
    'XDS0342',
    'a rule with a workloadSelector stays in its namespace',
    help,
  );
}
