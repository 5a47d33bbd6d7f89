import type { Resource } from '@xdsim/envoy';
import type { Context } from '../context.js';
import { boundDrafts } from './bound-drafts.js';
import { boundListener } from './bound-listener.js';
import { redirectDrafts } from './redirect-drafts.js';
import { redirectListener, virtualOutbound } from './redirect-listener.js';
import type { ListenerDraft } from './listener-draft.js';

const sourcesOf = (draft: ListenerDraft) => draft.services.map((s) => s.source);

/** The outbound listeners: a sidecar's behind `virtualOutbound`, or one that binds for each service port. */
export function buildListeners(context: Context): readonly Resource<'listeners'>[] {
  if (context.interception === 'none') {
    return [...boundDrafts(context)].map((d) =>
      context.emit('listeners', boundListener(context, d), sourcesOf(d)),
    );
  }
  const perPort = [...redirectDrafts(context)].map((d) =>
    context.emit('listeners', redirectListener(context, d), sourcesOf(d)),
  );
  return [...perPort, context.emit('listeners', virtualOutbound(context), [])];
}
