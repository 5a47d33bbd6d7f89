import type { VirtualService } from '@xdsim/api';
import { isTls, whyFirst } from '@xdsim/registry';
import type { Service, ServicePort } from '@xdsim/registry';
import { isHeadless } from '../clusters/cluster-kind.js';
import type { Context } from '../context.js';
import { wildcardAddresses } from '../proxy/ip-family.js';
import { isHttpProxy } from '../scope/egress-filter.js';
import type { EgressPort } from '../scope/egress-filter.js';
import type { EgressListener } from '../scope/egress-listener.js';
import { isAlias } from '../scope/imported-service.js';
import type { ImportedService } from '../scope/imported-service.js';
import { LISTEN_PORT } from '../scope/listen-port.js';
import { httpChain } from './chain.js';
import type { Chain } from './chain.js';
import { isPlainTcp, listenPort } from './listen-port.js';
import { kindOf, ListenerDrafts } from './listener-draft.js';
import type { ListenerPlace } from './listener-draft.js';
import { tcpChains } from './tcp-chains.js';

const HIGHEST_PORT = 65_535;

const portPath = (service: Service, number: number): (string | number)[] => {
  const index = service.ports.findIndex((p) => p.number === number);
  return index < 0 ? ['metadata', 'annotations', LISTEN_PORT] : ['spec', 'ports', index];
};

/** Says which TCP services cannot be told from one that counts before them. Several addresses of one host are one service here. */
function reportShared(context: Context, number: number, lost: Chain, holder: Chain): void {
  const { service } = lost;
  const { hostname, source } = holder.service;
  if (hostname === service.hostname || lost.serverNames.length || lost.http) return;
  // Both may be sent to the same place by one VirtualService.
  if (lost.sources.length && lost.sources.every((source) => holder.sources.includes(source))) return;
  context.report(
    service.source,
    portPath(service, number),
    'XDS0503',
    `${hostname} has TCP port ${number}, as ${whyFirst(source, service.source)}: ${service.hostname} cannot be reached there`,
    `Give it a local port of its own with the annotation ${LISTEN_PORT}.`,
  );
}

function reportNameless(context: Context, service: Service, number: number): void {
  context.report(
    service.source,
    ['spec', 'resolution'],
    'XDS0507',
    `${service.hostname} does not resolve, and TCP port ${number} has no name to forward to: it cannot be reached`,
    'Give the ServiceEntry a resolution, or intercept the traffic.',
  );
}

/** A bound listener is always reached at its own address, so that no other can be matched. */
function reportSubnets(context: Context, virtualService: VirtualService): void {
  for (const kind of ['tls', 'tcp'] as const) {
    for (const [i, { match = [] }] of (virtualService.spec[kind] ?? []).entries()) {
      for (const [j, { destinationSubnets }] of match.entries()) {
        if (!destinationSubnets?.length) continue;
        context.report(
          virtualService,
          ['spec', kind, i, 'match', j, 'destinationSubnets'],
          'XDS0530',
          'nothing is intercepted, so the address that a workload meant is not known: this never matches',
          'Match by port or by SNI, or intercept the traffic.',
        );
      }
    }
  }
}

/** Where a listener binds; nowhere if the offset leads out of the range of ports. */
function placeOf(
  context: Context,
  { bind, port }: EgressListener,
  service: Service,
  number: number,
): ListenerPlace | undefined {
  if (bind && port?.number === 0) return { binds: [bind], port: 0, bindToPort: true };
  const bound = number + context.portOffset;
  if (bound < 1 || bound > HIGHEST_PORT) {
    context.report(
      service.source,
      [...portPath(service, number), 'number'],
      'XDS0505',
      `port ${number} with offset ${context.portOffset} is ${bound}, which is no port: it has no listener`,
    );
    return undefined;
  }
  const written = bind ?? context.bindAddress;
  return { binds: written ? [written] : wildcardAddresses(context.proxy), port: bound, bindToPort: true };
}

function addService(
  context: Context,
  drafts: ListenerDrafts,
  listener: EgressListener,
  imported: ImportedService,
  port: EgressPort,
  number: number,
): void {
  const { service } = imported;
  if (isAlias(service)) return;
  const place = placeOf(context, listener, service, number);
  if (!place || !drafts.isOpen(place, listener)) return;
  const kind = kindOf(port.protocol);
  const byName = isTls(port.protocol);
  if (kind === 'tcp' && !byName && service.resolution === 'NONE' && !isHeadless(service))
    reportNameless(context, service, number);
  const tcp = kind === 'http' ? [] : tcpChains(context, { listener, imported, port, cidrs: [], byName });
  for (const { source } of kind === 'http' ? [] : listener.layer4Of(service.hostname))
    reportSubnets(context, source);
  const routeName = number === 0 ? place.binds[0] : String(number);
  const sniffed = port.protocol !== 'HTTP_PROXY';
  const http =
    kind === 'tcp' ? [] : [httpChain(context, service, { routeName, protocol: port.protocol }, sniffed)];
  const chains = [...tcp, ...http];
  const sources = [service.source, ...chains.flatMap((c) => c.sources)];
  drafts.add({ place, listener, protocol: port.protocol, chains, sources });
}

/** The ports of a service that are listened for at a number: its own, and those that an annotation moves there. */
function portsAt(
  context: Context,
  { service, ports }: ImportedService,
  number: number,
): readonly ServicePort[] {
  return ports.filter((port) =>
    isPlainTcp(port) ? listenPort(context, service, port) === number : port.number === number,
  );
}

/**
 * The listeners of one port for a plain Envoy, really bound. HTTP is told apart by Host and TLS by SNI; plain TCP cannot
 * be, so the oldest service has the port.
 */
export function boundDrafts(context: Context, number: number): ListenerDrafts {
  const drafts = new ListenerDrafts((lost, holder) => reportShared(context, number, lost, holder));
  for (const listener of context.scope.egress) {
    if (listener.port) {
      if (listener.port.number !== number) continue;
      const all = number === 0 || isHttpProxy(listener);
      for (const imported of all ? listener.services : listener.on(number)) {
        addService(context, drafts, listener, imported, listener.port, number);
      }
    } else {
      for (const imported of new Set([...listener.on(number), ...listener.listeningOn(number)])) {
        for (const port of portsAt(context, imported, number)) {
          if (port.protocol !== 'UDP') addService(context, drafts, listener, imported, port, number);
        }
      }
    }
  }
  return drafts;
}
