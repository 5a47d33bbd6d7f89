import { parseDuration } from '../duration.js';
import { formatPath, type Path } from '../path.js';
import type { Findings } from './findings.js';

/** Istio counts time in whole milliseconds, from one. */
export function checkDuration(
  findings: Findings,
  path: Path,
  text: string | undefined,
  options: { readonly zero?: boolean } = {},
): void {
  if (text === undefined) return;
  const milliseconds = parseDuration(text) ?? Number.NaN;
  if (milliseconds === 0 && options.zero === true) return;
  if (milliseconds >= 1 && Number.isInteger(milliseconds)) return;
  const problem =
    milliseconds >= 1 ? 'is not a whole number of milliseconds' : 'is shorter than a millisecond';
  findings.add(
    path,
    'XDS0333',
    `${formatPath(path)} ${problem}: ${text}`,
    'write 1ms or more, to the millisecond',
  );
}
