import type { TypeStatus } from '@xdsim/xds';
import type { ProxyStatus } from './proxy-status.js';

/**
 * What became of a generation at a proxy: it accepted something of it, nothing in it was for this proxy, it has still to
 * answer, or it rejected something that is still to be had.
 */
export type Outcome = 'applied' | 'unaffected' | 'pending' | 'rejected';

/** Whether a proxy said no to something of a type, not before a generation, and is not offered anything else. */
export const refuses = (
  { refuses: since }: ProxyStatus,
  { type, nack, pending }: TypeStatus,
  generation: number,
): boolean =>
  nack !== undefined && !pending && ((type && since.get(type)) ?? Number.POSITIVE_INFINITY) >= generation;

/**
 * What became of the newest generation.
 * @param since what was rejected before this generation does not count
 */
export function outcomeOf(proxy: ProxyStatus, current: number, since = 0): Outcome {
  const { settled, setAside, status } = proxy;
  const watched = status.types.filter((type) => type.watched);
  const hasAside = setAside.some(({ generation }) => generation >= since);
  if (hasAside || watched.some((type) => refuses(proxy, type, since))) return 'rejected';
  if (!settled || status.generation !== current) return 'pending';
  return watched.some(({ acked }) => acked?.generation === current) ? 'applied' : 'unaffected';
}

/** The types of which a proxy does not hold a generation yet. */
export const lackedTypes = ({ status }: ProxyStatus, generation: number): readonly string[] =>
  status.types
    .filter(({ watched, held }) => watched && held < generation)
    .map(({ type, typeUrl }) => type ?? typeUrl);
