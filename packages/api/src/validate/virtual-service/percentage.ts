import type { Path } from '../../path.js';
import type { Findings } from '../findings.js';

/** A fractional percentage; Envoy counts in millionths, so that the smallest is 0.0001. */
export function checkPercentage(
  findings: Findings,
  path: Path,
  code: 'XDS0367' | 'XDS0373',
  percentage: { readonly value?: number } | undefined,
): void {
  const value = percentage?.value ?? 0;
  const isTooSmall = code === 'XDS0367' && value > 0 && value < 0.0001;
  if (value >= 0 && value <= 100 && !isTooSmall) return;
  findings.add([...path, 'value'], code, `a percentage cannot be ${value}`, 'write 0, or 0.0001 to 100');
}
