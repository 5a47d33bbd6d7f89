import type { Severity } from './catalogue.js';

const ranks: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 };

/**
 * Whether a severity reaches a threshold: what is printed, and what makes a command fail.
 *
 * @example
 * const failed = diagnostics.some(({ severity }) => isAtLeast(severity, 'warning'));
 */
export const isAtLeast = (severity: Severity, threshold: Severity): boolean =>
  ranks[severity] >= ranks[threshold];
