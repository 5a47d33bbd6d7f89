import { isTls } from '@xdsim/registry';
import type { Service, ServicePort } from '@xdsim/registry';
import type { Context } from '../context.js';
import { LISTEN_PORT } from '../scope/listen-port.js';
import { kindOf } from './listener-draft.js';

export const isPlainTcp = ({ protocol }: ServicePort): boolean =>
  kindOf(protocol) === 'tcp' && !isTls(protocol);

/** The port at which a TCP service listens when nothing is intercepted: its annotation's, else its own. */
export function listenPort(context: Context, service: Service, port: ServicePort): number {
  const { source } = service;
  const written = source.metadata.annotations?.[LISTEN_PORT];
  if (written === undefined) return port.number;
  const number = /^\d{1,5}$/.test(written) ? Number(written) : NaN;
  const hosts = source.kind === 'ServiceEntry' ? source.spec.hosts.length : 1;
  const ambiguous = hosts > 1 || service.ports.filter(isPlainTcp).length > 1;
  if (number >= 1 && number <= 65_535 && !ambiguous) return number;
  context.report(
    source,
    ['metadata', 'annotations', LISTEN_PORT],
    'XDS0508',
    ambiguous
      ? `${LISTEN_PORT} needs a service with one host and one TCP port`
      : `${LISTEN_PORT} is not a port: ${written}`,
    `The service listens on ${port.number}.`,
  );
  return port.number;
}
