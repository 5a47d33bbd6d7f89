import type { TypeStatus } from '@xdsim/xds';

/** How a proxy stands with a type, in the words of Envoy's client status service. */
export type SyncState = 'NOT_SENT' | 'SYNCED' | 'STALE' | 'ERROR';

/** @param hasSetAside whether something of the type is kept from the proxy, as it rejected it */
export function syncStateOf(status: TypeStatus | undefined, hasSetAside: boolean): SyncState {
  if (!status?.watched || !status.sent) return 'NOT_SENT';
  if (status.pending) return 'STALE';
  return status.nack || hasSetAside ? 'ERROR' : 'SYNCED';
}
