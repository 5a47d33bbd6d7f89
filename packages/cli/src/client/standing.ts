import { printable } from '@xdsim/api';
import type { Diagnostic } from '@xdsim/api';

/** How a proxy stands with what the server holds. */
export interface Standing {
  readonly proxy: string;
  readonly outcome: 'applied' | 'unaffected' | 'pending' | 'rejected';
  /** The types of resources that it has still to accept. */
  readonly lacks?: readonly string[];
  readonly rejections?: readonly Diagnostic[];
}

/** A line can be read up to here; a mesh has many more. */
const NAMES = 10;

const outcomes = ['applied', 'unaffected', 'pending', 'rejected'] as const;

/** Which proxies have it, which do not need it, which have still to answer and which said no: a line each. */
export const standingLines = (standings: readonly Standing[]): string =>
  outcomes
    .map((outcome) => ({ outcome, all: standings.filter((one) => one.outcome === outcome) }))
    .filter(({ all }) => all.length > 0)
    .map(({ outcome, all }) => `  ${outcome.padEnd(10)}  ${names(all)}\n`)
    .join('');

function names(all: readonly Standing[]): string {
  const shown = all
    .slice(0, NAMES)
    .map(({ proxy, lacks = [] }) => printable(lacks.length === 0 ? proxy : `${proxy} (${lacks.join(', ')})`));
  const more = all.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
