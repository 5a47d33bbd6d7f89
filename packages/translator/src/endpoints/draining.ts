import type { Endpoint, Service } from '@xdsim/registry';

/** Istio: an endpoint that is about to go says so with this label, whatever its value; or Kubernetes does. */
export const isDraining = ({ health, labels }: Endpoint): boolean =>
  health === 'draining' || Boolean(labels['istio.io/draining']);

/** Istio: sessions that are to last need the endpoints that new ones avoid; a label of the service asks for them. */
export const keepsDraining = ({ labels }: Service): boolean =>
  Boolean(labels['istio.io/persistent-session'] || labels['istio.io/persistent-session-header']);
