import { isHttp, isTls } from '@xdsim/registry';
import type { Service, ServicePort } from '@xdsim/registry';
import type { Context } from '../context.js';
import { wildcardAddress } from '../proxy/ip-family.js';
import { isSniffed } from '../routes/port-services.js';
import { LISTEN_PORT, listenPort } from './listen-port.js';
import { addHttp, addSniffed, addTcp, createDraft, isTcpClass } from './listener-draft.js';
import type { ListenerDraft } from './listener-draft.js';
import type { TcpChain } from './tcp-chain.js';

const HIGHEST_PORT = 65_535;

/**
 * Listeners for a plain Envoy: one for each service port, really bound. HTTP is told apart by Host and TLS by SNI; plain
 * TCP cannot be, so the oldest service has the port.
 */
export function boundDrafts(context: Context): Iterable<ListenerDraft> {
  const drafts = new Map<number, ListenerDraft>();
  const bind = context.bindAddress ?? wildcardAddress(context.proxy);

  function draft(service: Service, port: ServicePort, number: number): ListenerDraft | undefined {
    const bound = number + context.portOffset;
    if (bound < 1 || bound > HIGHEST_PORT) {
      context.report(
        service.source,
        ['spec', 'ports', service.ports.indexOf(port), 'number'],
        'XDS0505',
        `port ${number} with offset ${context.portOffset} is ${bound}, which is no port: it has no listener`,
      );
      return undefined;
    }
    let found = drafts.get(bound);
    if (!found) drafts.set(bound, (found = createDraft(bind, bound)));
    return found;
  }

  function reportShared(service: Service, port: ServicePort, holder: TcpChain): void {
    // Several addresses of one host are one service here.
    if (holder.service.hostname === service.hostname) return;
    context.report(
      service.source,
      ['spec', 'ports', service.source.spec.ports?.findIndex((p) => p.number === port.number) ?? 0],
      'XDS0503',
      `${holder.service.hostname} is older and has TCP port ${port.number}: ${service.hostname} cannot be reached there`,
      `Give it a local port of its own with the annotation ${LISTEN_PORT}.`,
    );
  }

  function reportNameless(service: Service, port: ServicePort): void {
    context.report(
      service.source,
      ['spec', 'resolution'],
      'XDS0507',
      `${service.hostname} does not resolve, and TCP port ${port.number} has no name to forward to: it cannot be reached`,
      'Give the ServiceEntry a resolution, or intercept the traffic.',
    );
  }

  function add(service: Service, port: ServicePort): void {
    if (isHttp(port.protocol)) {
      const target = draft(service, port, port.number);
      if (target) addHttp(target, service, { routeName: String(port.number), protocol: port.protocol });
      return;
    }
    const byName = isTls(port.protocol);
    if (isTcpClass(port) && !byName && service.resolution === 'NONE') reportNameless(service, port);
    const number = byName || isSniffed(port.protocol) ? port.number : listenPort(context, service, port);
    const target = draft(service, port, number);
    if (!target) return;
    const chain = { service, port, serverNames: byName ? [service.hostname] : [], cidrs: [] };
    const holder = isSniffed(port.protocol)
      ? addSniffed(target, chain, String(port.number))
      : addTcp(target, chain);
    if (holder) reportShared(service, port, holder);
  }

  for (const { service, ports } of context.scope.egress.flatMap((e) => e.services)) {
    for (const port of ports) if (port.protocol !== 'UDP') add(service, port);
  }
  return drafts.values();
}
