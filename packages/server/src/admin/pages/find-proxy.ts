import type { ProxyStatus } from '../../proxies/proxy-status.js';
import { text, type Answer } from '../http/answer.js';

/** The node id that is meant, or why it is none. */
export type FoundProxy = { readonly id: string; readonly failure?: undefined } | { readonly failure: Answer };

/** `NAME.NAMESPACE` of Istio's form of node id, `sidecar~IP~NAME.NAMESPACE~DOMAIN`. */
const nameIn = (id: string): string => id.split('~')[2] ?? id;

/** The proxy with the node id that is written, else the one of that name and namespace, else of that name (istioctl). */
export function findProxy(proxies: readonly ProxyStatus[], wanted: string | null): FoundProxy {
  if (!wanted) return { failure: text(400, 'Say which proxy is meant: ?proxyID=ID\n') };
  const ids = [...new Set(proxies.map(({ id }) => id))];
  const full = ids.filter((id) => nameIn(id) === wanted);
  const byName = full.length > 0 ? full : ids.filter((id) => nameIn(id).replace(/\.[^.]*$/, '') === wanted);
  const [id, ...others] = ids.includes(wanted) ? [wanted] : byName;
  if (id === undefined) {
    return { failure: text(404, `There is no proxy ${wanted}; /debug/syncz lists those that there are.\n`) };
  }
  if (others.length > 0) return { failure: text(409, `${wanted} can be ${byName.join(' or ')}.\n`) };
  return { id };
}
