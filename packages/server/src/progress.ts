import type { Registry } from '@xdsim/registry';
import { lackedTypes, refuses } from './proxies/outcome.js';
import type { Proxies } from './proxies/proxies.js';
import type { ProxyStatus } from './proxies/proxy-status.js';
import type { Progress } from './until-settled.js';
import type { Views } from './views/views.js';

/**
 * Whether what the registry holds is translated.
 * @param held what is not published before somebody confirms it
 */
export function isPublished(registry: Registry, views: Views, held?: string): Progress {
  const { generation } = registry.snapshot();
  if (held !== undefined) return { kind: 'failed', reason: held };
  if (views.generation !== generation) return waiting(`generation ${generation} is not published yet`);
  if (views.failure === undefined) return { kind: 'settled' };
  return { kind: 'failed', reason: `generation ${generation} could not be translated`, cause: views.failure };
}

/**
 * Whether every proxy holds what the registry holds, and what stands in the way.
 * @param since what was rejected before this generation, and did not change, stands in nobody's way
 * @param held what is not published before somebody confirms it
 */
export function progressOf(
  registry: Registry,
  views: Views,
  proxies: Proxies,
  since = 0,
  held?: string,
): Progress {
  const { generation } = registry.snapshot();
  const published = isPublished(registry, views, held);
  if (published.kind !== 'settled') return published;
  const all = proxies.list();
  const behind = all.filter((proxy) => !proxy.settled);
  const refusal = all.map((proxy) => refusalOf(proxy, since)).find((reason) => reason !== undefined);
  if (refusal !== undefined) return { kind: 'failed', reason: refusal };
  if (behind.length > 0) return waiting(behind.map((proxy) => missing(proxy, generation)).join('; '));
  return { kind: 'settled' };
}

const waiting = (reason: string): Progress => ({ kind: 'waiting', reason });

/** A rejected response is offered again only when its content changes: waiting for that is in vain. */
function refusalOf(proxy: ProxyStatus, since: number): string | undefined {
  const { id, status } = proxy;
  const aside = proxy.setAside.find(({ generation }) => generation >= since);
  if (aside) return `${id} rejected ${aside.type}: ${aside.message.trim()}`;
  const refused = status.types.find((type) => refuses(proxy, type, since));
  return (
    refused && `${id} rejected ${refused.type ?? refused.typeUrl}: ${refused.nack?.message.trim() ?? ''}`
  );
}

const missing = (proxy: ProxyStatus, generation: number): string =>
  `${proxy.id} has not accepted ${lackedTypes(proxy, generation).join(', ') || 'anything yet'}`;
