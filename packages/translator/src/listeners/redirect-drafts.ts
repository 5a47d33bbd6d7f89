import { isCidr } from '@xdsim/api';
import { UNSPECIFIED_ADDRESS } from '@xdsim/registry';
import type { Context } from '../context.js';
import {
  addressFor,
  isDualStack,
  localAddresses,
  wildcardAddress,
  wildcardAddresses,
} from '../proxy/ip-family.js';
import { isHttpProxy } from '../scope/egress-filter.js';
import type { EgressPort } from '../scope/egress-filter.js';
import type { EgressListener } from '../scope/egress-listener.js';
import { isAlias } from '../scope/imported-service.js';
import type { ImportedService } from '../scope/imported-service.js';
import { httpChain } from './chain.js';
import { httpProxyPort } from './http-proxy-listener.js';
import { kindOf, ListenerDrafts } from './listener-draft.js';
import type { ListenerPlace } from './listener-draft.js';
import { tcpChains } from './tcp-chains.js';
import { ownBind, tcpBinds } from './tcp-binds.js';

type Binds = ListenerPlace['binds'];

const LOWEST_UNPRIVILEGED_PORT = 1024;

/** Istio: what the listener of a Sidecar says, else the machine's own addresses where it binds for real. */
function writtenBinds({ proxy }: Context, { bind, captured }: EgressListener): Binds | undefined {
  if (bind) return [bind];
  return captured ? undefined : localAddresses(proxy);
}

/** Istio: HTTP services share the wildcard, TCP services are told apart by their addresses as far as they have any. */
function bindsOf(
  context: Context,
  listener: EgressListener,
  { service }: ImportedService,
  port: EgressPort,
): readonly Binds[] {
  const written = writtenBinds(context, listener);
  if (written) return [written];
  const wildcards = wildcardAddresses(context.proxy);
  if (kindOf(port.protocol) === 'http') return [wildcards];
  // Istio: workloads are told apart at ports of the mesh, not at those of a Sidecar.
  const binds = listener.port ? [ownBind(context, service)] : tcpBinds(context, service);
  return binds.map((bind) => (bind === wildcards[0] && isDualStack(context.proxy) ? wildcards : [bind]));
}

/** Whether a listener would take what is meant for the proxy's own, or may not be bound. */
function isForbidden(context: Context, { binds, port, bindToPort }: ListenerPlace): boolean {
  const { proxy, mesh } = context;
  if (binds[0] === localAddresses(proxy)[0] && port === httpProxyPort(context)) return true;
  const own = [mesh.proxyListenPort, mesh.proxyInboundListenPort, ...(proxy.reservedPorts ?? [])];
  if (binds[0] === wildcardAddress(proxy) && own.includes(port)) return true;
  return bindToPort && proxy.unprivileged === true && port > 0 && port < LOWEST_UNPRIVILEGED_PORT;
}

function addService(
  context: Context,
  drafts: ListenerDrafts,
  listener: EgressListener,
  imported: ImportedService,
  port: EgressPort,
): void {
  const { service } = imported;
  if (isAlias(service)) return;
  const kind = kindOf(port.protocol);
  for (const binds of bindsOf(context, listener, imported, port)) {
    const place = { binds, port: port.number, bindToPort: !listener.captured };
    if (isForbidden(context, place) || !drafts.isOpen(place, listener)) continue;
    const [bind] = binds;
    const atWildcard = bind === wildcardAddress(context.proxy);
    const inBlock = isCidr(service.address);
    const tcp =
      kind === 'http'
        ? []
        : tcpChains(context, {
            listener,
            imported,
            port,
            cidrs: inBlock && !writtenBinds(context, listener) ? [service.address] : [],
            // Istio: an address of its own tells a TLS service well enough.
            byName: inBlock || (atWildcard && addressFor(context.proxy, service) === UNSPECIFIED_ADDRESS),
          });
    // Istio: what is sniffed at an address of its own has a route of its own, but for a socket.
    const own = kind === 'auto' && !atWildcard ? `${service.hostname}:${port.number}` : String(port.number);
    const routeName = port.number === 0 ? bind : own;
    const sniffed = kind === 'auto' || (atWildcard && port.protocol !== 'HTTP_PROXY');
    const http =
      kind === 'tcp' ? [] : [httpChain(context, service, { routeName, protocol: port.protocol }, sniffed)];
    const chains = [...tcp, ...http];
    const sources = [service.source, ...chains.flatMap((c) => c.sources)];
    drafts.add({ place, listener, protocol: port.protocol, chains, sources });
  }
}

/**
 * The listeners of one port as a sidecar has them. First those that its Sidecar names, at which the protocol is the
 * Sidecar's; what is left is for the listener that takes all other ports.
 */
export function redirectDrafts(context: Context, number: number): ListenerDrafts {
  const drafts = new ListenerDrafts();
  for (const listener of context.scope.egress) {
    if (listener.port) {
      if (listener.port.number !== number) continue;
      // Behind a Unix socket, as behind a generic proxy, are all ports of all services.
      const all = number === 0 || isHttpProxy(listener);
      for (const imported of all ? listener.services : listener.on(number))
        addService(context, drafts, listener, imported, listener.port);
    } else {
      for (const imported of listener.on(number)) {
        // A number may be there twice, for TCP and for UDP, as that of DNS is.
        for (const port of imported.ports.filter((p) => p.number === number && p.protocol !== 'UDP'))
          addService(context, drafts, listener, imported, port);
      }
    }
  }
  return drafts;
}
