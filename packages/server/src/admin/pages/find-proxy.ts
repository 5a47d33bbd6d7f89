import type { ProxyStatus } from '../../proxies/proxy-status.js';

/** `NAME.NAMESPACE` of Istio's form of node id, `sidecar~IP~NAME.NAMESPACE~DOMAIN`. */
const nameIn = (id: string): string => id.split('~')[2] ?? id;

/**
 * The node ids that are meant: the one that is written, else those of that name and namespace, else those of that name
 * (istioctl).
 */
export function findProxy(proxies: readonly ProxyStatus[], wanted: string): readonly string[] {
  const ids = [...new Set(proxies.map(({ id }) => id))];
  if (ids.includes(wanted)) return [wanted];
  const full = ids.filter((id) => nameIn(id) === wanted);
  return full.length > 0 ? full : ids.filter((id) => nameIn(id).replace(/\.[^.]*$/, '') === wanted);
}
