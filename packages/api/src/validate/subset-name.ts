import type { Path } from '../path.js';
import { isDnsLabel } from './domain.js';
import type { Findings } from './findings.js';
import { quote } from './quote.js';

export function checkSubsetName(findings: Findings, path: Path, name: string): void {
  if (isDnsLabel(name)) return;
  const help = 'use up to 63 letters, digits and hyphens, with no hyphen at either end';
  findings.add(
    path,
    'XDS0332',
    name === '' ? 'a subset name is empty' : `${quote(name)} is not a subset name`,
    help,
  );
}
