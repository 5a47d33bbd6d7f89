import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';

/** More than anybody reads; a broken file of megabytes would otherwise bring millions. */
const maxFindings = 10_000;

/** Findings about one file, of which the first ones are kept. */
export interface CollectedFindings {
  add(found: Diagnostic): void;
  /** All that were kept, with a note about those that were not. */
  all(): readonly Diagnostic[];
}

export function collectFindings(file: string): CollectedFindings {
  const kept: Diagnostic[] = [];
  let dropped = 0;
  return {
    add(found) {
      if (kept.length < maxFindings) kept.push(found);
      else dropped += 1;
    },
    all() {
      if (dropped === 0) return kept;
      const message = `this file has ${dropped} more findings, which are not listed`;
      return [...kept, diagnostic('XDS0109', { message, file, help: 'fix the first ones and try again' })];
    },
  };
}
