import { kinds, type AnyObject } from '@xdsim/api';
import type { RegistrySnapshot } from '@xdsim/registry';
import { createProxy, type Proxy } from '@xdsim/translator';

/**
 * Proxies about which nothing is known but that they may be there: one without a namespace of its own, and one of each
 * namespace whose objects hold for its own proxies only.
 */
export function defaultProxies(snapshot: RegistrySnapshot): readonly Proxy[] {
  const namespaces = new Set(
    kinds.flatMap((kind) =>
      snapshot
        .list(kind)
        .flatMap((object: AnyObject) => (isLocal(object) ? [object.metadata.namespace] : [])),
    ),
  );
  const first = createProxy();
  namespaces.delete(first.namespace);
  return [first, ...[...namespaces].map((namespace) => createProxy({ namespace }))];
}

/** Istio looks for rules in the namespace of the client, wherever they may be exported to. */
function isLocal({ kind, spec }: AnyObject): boolean {
  if (kind === 'DestinationRule' || kind === 'Sidecar') return true;
  const exportTo = 'exportTo' in spec ? (spec.exportTo ?? []) : [];
  return exportTo.length > 0 && !exportTo.includes('*');
}
