import type { Context } from '../context.js';
import { tracked } from '../incremental/tracked.js';
import { boundDrafts } from './bound-drafts.js';
import { boundListener } from './bound-listener.js';
import { redirectDrafts } from './redirect-drafts.js';
import { redirectListener, virtualOutbound } from './redirect-listener.js';
import type { ListenerDraft } from './listener-draft.js';

const sourcesOf = (draft: ListenerDraft) => draft.services.map((s) => s.source);

/** What listens where, by bind and port. */
const drafts = tracked((context: Context): ReadonlyMap<string, ListenerDraft> => {
  const all = context.interception === 'none' ? boundDrafts(context) : redirectDrafts(context);
  return new Map(Array.from(all, (draft) => [`${draft.bind}_${draft.port}`, draft]));
});

const draft = tracked((context: Context, key: string) => drafts(context).get(key));

export const listenerKeys = (context: Context): Iterable<string> => drafts(context).keys();

/** The names under which listeners ask for routes. */
export const routeNames = tracked(
  (context: Context): ReadonlySet<string> =>
    new Set(Array.from(drafts(context).values()).flatMap(({ http }) => http?.routeName ?? [])),
);

/** One outbound listener: a sidecar's behind `virtualOutbound`, or one that binds. */
export function buildListener(context: Context, key: string): void {
  const found = draft(context, key);
  if (!found) return;
  const build = context.interception === 'none' ? boundListener : redirectListener;
  context.emit('listeners', build(context, found), sourcesOf(found));
}

export function buildVirtualOutbound(context: Context): void {
  if (context.interception === 'redirect') context.emit('listeners', virtualOutbound(context), []);
}
