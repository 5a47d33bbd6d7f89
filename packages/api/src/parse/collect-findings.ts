import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';

/** More than anybody reads; a broken file of megabytes would otherwise bring millions. */
const mostFindings = 10_000;

/** Findings about one file, of which the first ones are kept. */
export interface CollectedFindings {
  add(found: Diagnostic): void;
  /** All that were kept, with a note about those that were not. */
  all(): readonly Diagnostic[];
}

/** @param most so many errors are kept, and so many others: no number of warnings hides why an object is left out */
export function collectFindings(file: string, most = mostFindings): CollectedFindings {
  const kept: Diagnostic[] = [];
  const seen = { errors: 0, others: 0 };
  return {
    add(found) {
      const which = found.severity === 'error' ? 'errors' : 'others';
      seen[which] += 1;
      if (seen[which] <= most) kept.push(found);
    },
    all() {
      const dropped = seen.errors + seen.others - kept.length;
      if (dropped === 0) return kept;
      const message = `this file has ${dropped} more findings, which are not listed`;
      return [...kept, diagnostic('XDS0109', { message, file, help: 'fix the first ones and try again' })];
    },
  };
}
