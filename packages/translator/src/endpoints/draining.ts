import type { Endpoint, Service } from '@xdsim/registry';

/** Istio: an endpoint that is about to go says so with this label, whatever its value. */
export const isDraining = ({ labels }: Endpoint): boolean => Boolean(labels['istio.io/draining']);

/** Istio: sessions that are to last need the endpoints that new ones avoid; a label of the service asks for them. */
export const keepsDraining = ({ labels }: Service): boolean =>
  Boolean(labels['istio.io/persistent-session'] || labels['istio.io/persistent-session-header']);
