import type { Kind, VirtualService } from '@xdsim/api';
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
  reportGateways(context);
}

/** Where there is one there are many, and one word for all of them is enough. */
function reportGateways(context: Context): void {
  const gateways = context.snapshot.list('Gateway');
  const [gateway] = gateways;
  if (gateway) {
    const whose = gateways.length === 1 ? 'it has' : `the ${gateways.length} of them have`;
    context.report(gateway, ['kind'], 'XDS0510', `Gateway is not translated yet: ${whose} no effect`);
  }
  const bound = context.snapshot.list('VirtualService').filter(isForGatewaysOnly);
  const [first] = bound;
  if (!first) return;
  const others = bound.length === 1 ? '' : `, as are ${bound.length - 1} more`;
  context.report(
    first,
    ['spec', 'gateways'],
    'XDS0514',
    `these routes are for gateways, which are not served yet${others}: no proxy is given them`,
    'Add the gateway "mesh" for routes that sidecars are to have as well.',
  );
}

const isForGatewaysOnly = ({ spec: { gateways = [] } }: VirtualService): boolean =>
  gateways.length > 0 && !gateways.includes('mesh');
