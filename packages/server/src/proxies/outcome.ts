import type { ProxyStatus } from './proxy-status.js';

/**
 * What became of a generation at a proxy: it accepted something of it, nothing in it was for this proxy, it has still to
 * answer, or it rejected something that is still to be had.
 */
export type Outcome = 'applied' | 'unaffected' | 'pending' | 'rejected';

/** What became of the newest generation. */
export function outcomeOf({ settled, setAside, status }: ProxyStatus, current: number): Outcome {
  const watched = status.types.filter((type) => type.watched);
  if (setAside.length > 0 || watched.some(({ nack, pending }) => nack && !pending)) return 'rejected';
  if (!settled || status.generation !== current) return 'pending';
  return watched.some(({ acked }) => acked?.generation === current) ? 'applied' : 'unaffected';
}

/** The types of which a proxy does not hold a generation yet. */
export const lackedTypes = ({ status }: ProxyStatus, generation: number): readonly string[] =>
  status.types
    .filter(({ watched, held }) => watched && held < generation)
    .map(({ type, typeUrl }) => type ?? typeUrl);
