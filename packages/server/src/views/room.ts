import type { Party } from './party.js';
import type { View } from './view.js';

/** How much all views may hold, in resources: what a translation keeps for one is some kilobytes. */
export interface Room {
  /** Of all views together. */
  readonly resources: number;
  /** Of the views at which one peer alone looks. */
  readonly perPeer: number;
}

/** Whether there is room for one view more, at which a party would look. */
export function hasRoom(views: Iterable<View>, party: Party, { resources, perPeer }: Room): boolean {
  const all = [...views];
  // Of what nobody has translated yet, that it is like the largest.
  const largest = all.reduce((most, { size }) => Math.max(most, size), 0);
  const [peer] = party.peers();
  let [total, own] = [largest, largest];
  for (const view of all) {
    const size = view.size || largest;
    total += size;
    if (isOfOne(view, peer)) own += size;
  }
  return total <= resources && own <= perPeer;
}

function isOfOne({ parties }: View, peer: string | undefined): boolean {
  if (parties.size === 0) return false;
  for (const party of parties) for (const one of party.peers()) if (one !== peer) return false;
  return true;
}
