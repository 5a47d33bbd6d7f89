import type { Kind } from '@xdsim/api';
import type { Context } from './context.js';

/** Kinds that would change what a sidecar gets from Istio, and do not change it here yet. */
const untranslated: readonly Kind[] = ['PeerAuthentication', 'AuthorizationPolicy'];

/** An object that has no effect is said to have none, never passed over in silence. */
export function reportUntranslatedKinds(context: Context): void {
  for (const kind of untranslated) {
    for (const object of context.snapshot.list(kind)) {
      context.report(object, ['kind'], 'XDS0510', `${kind} is not translated yet: it has no effect`);
    }
  }
}
