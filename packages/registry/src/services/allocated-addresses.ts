import { isIpAddress } from '@xdsim/api';
import type { ServiceEntry } from '@xdsim/api';
import { isWildcard } from './host.js';

const none: ReadonlyMap<string, readonly string[]> = new Map();

/**
 * The addresses that were allocated to an entry's hosts. Istio reads them from the status (`addresses: [{ value, host
 * }]`), where its controller in Kubernetes put them, as long as the entry is eligible: it resolves, names no address
 * itself, and its label `networking.istio.io/enable-autoallocate-ip` is not `false`.
 */
export function allocatedAddresses(entry: ServiceEntry): ReadonlyMap<string, readonly string[]> {
  const { spec, metadata, status } = entry;
  const listed = (status as { addresses?: unknown } | undefined)?.addresses;
  if (!Array.isArray(listed)) return none;
  if ((spec.resolution ?? 'NONE') === 'NONE' || spec.addresses?.length) return none;
  if (metadata.labels?.['networking.istio.io/enable-autoallocate-ip']?.toLowerCase() === 'false') return none;
  const byHost = new Map<string, readonly string[]>();
  for (const item of listed as readonly ({ value?: unknown; host?: unknown } | null)[]) {
    const { value, host } = item ?? {};
    if (typeof value !== 'string' || typeof host !== 'string' || !isIpAddress(value)) continue;
    if (isWildcard(host) && spec.resolution !== 'DYNAMIC_DNS') continue;
    byHost.set(host, [...(byHost.get(host) ?? []), value]);
  }
  return byHost;
}
