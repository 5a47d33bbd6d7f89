import { isHttp, isTls } from '@xdsim/registry';
import type { Service, ServicePort } from '@xdsim/registry';
import type { Context } from '../context.js';
import { wildcardAddress } from '../proxy/ip-family.js';
import { isSniffed } from '../routes/port-services.js';
import { addHttp, addSniffed, addTcp, createDraft } from './listener-draft.js';
import type { ListenerDraft } from './listener-draft.js';
import { isCidr, tcpBinds } from './tcp-binds.js';

/** Where iptables sends traffic; a wildcard listener there would swallow it. */
const CAPTURE_PORTS: ReadonlySet<number> = new Set([15001, 15006]);

/**
 * Listeners as a sidecar has them: HTTP services of a port share a wildcard listener, TCP services have one at their
 * address or share the wildcard, told apart by SNI or address range.
 */
export function redirectDrafts(context: Context): Iterable<ListenerDraft> {
  const drafts = new Map<string, ListenerDraft>();
  const wildcard = wildcardAddress(context.proxy);

  function draft(bind: string, port: number): ListenerDraft {
    const key = `${bind}_${port}`;
    let found = drafts.get(key);
    if (!found) drafts.set(key, (found = createDraft(bind, port)));
    return found;
  }

  function add(service: Service, port: ServicePort): void {
    if (isHttp(port.protocol)) {
      if (CAPTURE_PORTS.has(port.number)) return;
      addHttp(draft(wildcard, port.number), service, {
        routeName: String(port.number),
        protocol: port.protocol,
      });
      return;
    }
    for (const bind of tcpBinds(context, service)) {
      if (bind === wildcard && CAPTURE_PORTS.has(port.number)) continue;
      const cidr = isCidr(service.address);
      // Istio: an address of its own tells a TLS service well enough; else its name does.
      const byName = isTls(port.protocol) && (cidr || bind === wildcard);
      const chain = {
        service,
        port,
        serverNames: byName ? [service.hostname] : [],
        cidrs: cidr ? [service.address] : [],
      };
      const target = draft(bind, port.number);
      if (isSniffed(port.protocol)) {
        const own = bind !== wildcard;
        addSniffed(target, chain, own ? `${service.hostname}:${port.number}` : String(port.number));
      } else {
        addTcp(target, chain);
      }
    }
  }

  for (const { service, ports } of context.scope.egress.flatMap((e) => e.services)) {
    for (const port of ports) if (port.protocol !== 'UDP') add(service, port);
  }
  return drafts.values();
}
