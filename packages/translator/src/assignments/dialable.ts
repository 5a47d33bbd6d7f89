import { isIpAddress } from '@xdsim/api';
import type { Placed } from '../endpoints/endpoints-behind.js';

/**
 * The endpoints that a gRPC client can be told of: one at a socket of the file system, or at an address that another has
 * already, would make it reject all of them.
 */
export function dialable(placed: readonly Placed[]): readonly Placed[] {
  const seen = new Set<string>();
  return placed.filter(({ endpoint: { address }, port }) => {
    const known = `${address} ${port}`;
    if (!isIpAddress(address) || seen.has(known)) return false;
    seen.add(known);
    return true;
  });
}
