import type { Context } from '../context.js';
import { tracked } from '../incremental/tracked.js';
import { boundDrafts } from './bound-drafts.js';
import { boundListener } from './bound-listener.js';
import { HTTP_PROXY_ROUTE, httpProxyListener, httpProxyPort } from './http-proxy-listener.js';
import type { ListenerDraft } from './listener-draft.js';
import { redirectDrafts } from './redirect-drafts.js';
import { redirectListener } from './redirect-listener.js';
import { virtualOutbound } from './virtual-outbound.js';

/** Istio: no port to capture at means no listeners at all. */
const hasListeners = ({ mesh }: Context): boolean => mesh.proxyListenPort !== 0;

/** The ports that have listeners, each a unit of its own; 0 stands for Unix sockets. */
export function* listenerPorts(context: Context): Iterable<string> {
  if (!hasListeners(context)) return;
  for (const listener of context.scope.egress) {
    for (const number of listener.port ? [listener.port.number] : listener.ports) yield String(number);
  }
}

/** The listeners that services share at one port, before they are written. */
export const listenerDrafts = (context: Context, port: number): Iterable<ListenerDraft> =>
  context.interception === 'none' ? boundDrafts(context, port) : redirectDrafts(context, port);

const routeNamesOn = tracked((context: Context, port: number): readonly string[] =>
  Array.from(listenerDrafts(context, port)).flatMap(({ chains }) =>
    chains.flatMap((c) => c.http?.routeName ?? []),
  ),
);

/** The names under which listeners ask for routes. */
export const routeNames = tracked((context: Context): ReadonlySet<string> => {
  const names = new Set(
    Array.from(listenerPorts(context)).flatMap((port) => routeNamesOn(context, Number(port))),
  );
  if (hasListeners(context) && httpProxyPort(context)) names.add(HTTP_PROXY_ROUTE);
  return names;
});

/** The outbound listeners of one port: a sidecar's behind `virtualOutbound`, or ones that bind. */
export function buildListeners(context: Context, port: string): void {
  const build = context.interception === 'none' ? boundListener : redirectListener;
  for (const draft of listenerDrafts(context, Number(port))) {
    context.emit('listeners', build(context, draft), draft.sources);
  }
}

/** The listeners that no service asks for. */
export function buildOwnListeners(context: Context): void {
  if (!hasListeners(context)) return;
  const proxy = httpProxyListener(context);
  if (proxy) context.emit('listeners', proxy, []);
  if (context.interception === 'redirect') context.emit('listeners', virtualOutbound(context), []);
}
