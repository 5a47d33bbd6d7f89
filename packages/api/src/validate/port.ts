import type { Path } from '../path.js';
import { isDnsLabel } from './domain.js';
import type { Findings } from './findings.js';
import { quote } from './quote.js';

export function checkPortNumber(findings: Findings, path: Path, number: number): void {
  if (number >= 1 && number <= 65_535) return;
  findings.add(path, 'XDS0304', `${number} is not a port number`, 'ports are numbered from 1 to 65535');
}

export function checkPortName(findings: Findings, path: Path, name: string): void {
  if (isDnsLabel(name)) return;
  const help = 'use up to 63 letters, digits and hyphens, with no hyphen at either end';
  findings.add(
    path,
    'XDS0305',
    name === '' ? 'a port name is empty' : `${quote(name)} is not a port name`,
    help,
  );
}
