import type { Labels } from '../object.js';
import type { Path } from '../path.js';
import type { Findings } from './findings.js';
import { quote } from './quote.js';

/** A selector: labels that a workload must have. Istio has no wildcards in them. */
export function checkSelector(findings: Findings, path: Path, labels: Labels | undefined): void {
  const pairs = Object.entries(labels ?? {});
  if (pairs.length === 0) {
    const help = 'name the labels of the workloads that are meant';
    findings.add(path, 'XDS0320', 'a selector without labels selects every workload of the namespace', help);
  }
  for (const [key, value] of pairs) {
    if (key === '') findings.add([...path, key], 'XDS0309', 'a selector has an empty label key');
    if (key.includes('*') || value.includes('*')) {
      const help = 'write labels out in full';
      findings.add(
        [...path, key],
        'XDS0309',
        `a selector cannot have wildcards: ${quote(`${key}: ${value}`)}`,
        help,
      );
    }
  }
}
