import type { ResourceType } from '@xdsim/envoy';
import type { TypeStatus } from '@xdsim/xds';
import { outcomeOf } from '../../proxies/outcome.js';
import type { ProxyStatus } from '../../proxies/proxy-status.js';
import { syncStateOf } from '../../proxies/sync-state.js';
import type { AdminState } from '../admin-state.js';
import { json, type Answer } from '../http/answer.js';
import { isSet } from '../http/request.js';
import { findProxy } from './find-proxy.js';

// Istio's names, in the order in which istioctl shows them.
const istiosName = {
  clusters: 'cluster',
  listeners: 'listener',
  endpoints: 'endpoint',
  routes: 'route',
  secrets: 'secret',
} as const satisfies Readonly<Record<ResourceType, string>>;

const types = Object.keys(istiosName) as readonly ResourceType[];

/**
 * What each proxy was sent, and what it accepted; with `?proxyID=` one of them. The fields with `_sent` and `_acked` are
 * istiod's and hold nonces; the others are xdsim's own.
 */
export function syncz({ registry, proxies }: AdminState, query: URLSearchParams): Answer {
  const { generation } = registry.snapshot();
  const all = proxies();
  const found = query.has('proxyID') ? findProxy(all, query.get('proxyID')) : undefined;
  if (found?.failure) return found.failure;
  const shown = found ? all.filter(({ id }) => id === found.id) : all;
  return json(
    200,
    shown.map((proxy) => ofProxy(proxy, generation)),
    isSet(query, 'pretty'),
  );
}

function ofProxy(proxy: ProxyStatus, current: number): object {
  const { id, namespace, protocol, peer, connectedAt, software, settled, setAside, rejections, status } =
    proxy;
  const metadata = (status.node?.metadata ?? {}) as Readonly<Record<string, unknown>>;
  const byType = new Map(types.map((type) => [type, status.types.find((one) => one.type === type)]));
  const nonces = types.flatMap((type) => [
    [`${istiosName[type]}_sent`, byType.get(type)?.sent?.nonce],
    [`${istiosName[type]}_acked`, byType.get(type)?.acked?.nonce],
  ]);
  return {
    cluster_id: metadata['CLUSTER_ID'] ?? 'Kubernetes',
    proxy: id,
    ...(software !== undefined && { proxy_version: software }),
    ...(metadata['ISTIO_VERSION'] !== undefined && { istio_version: metadata['ISTIO_VERSION'] }),
    ...(Object.fromEntries(nonces) as object),
    namespace,
    protocol,
    peer,
    connected_at: connectedAt.toISOString(),
    generation: { current, published: status.generation ?? null, outcome: outcomeOf(proxy, current) },
    settled,
    ...(rejections.length > 0 && { rejections }),
    types: Object.fromEntries(
      types.map((type) => [
        type,
        ofType(
          byType.get(type),
          setAside.filter((one) => one.type === type),
        ),
      ]),
    ),
  };
}

function ofType(status: TypeStatus | undefined, setAside: ProxyStatus['setAside']): object {
  const { sent, acked, nack } = status ?? {};
  return {
    state: syncStateOf(status, setAside.length > 0),
    ...(sent && { sent }),
    ...(acked && { acked }),
    ...(nack && { error: { message: nack.message, names: [...nack.names] } }),
    ...(setAside.length > 0 && { set_aside: setAside.map(({ name, message }) => ({ name, message })) }),
  };
}
