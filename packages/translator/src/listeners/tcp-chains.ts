import type { VirtualService } from '@xdsim/api';
import { isTls } from '@xdsim/registry';
import type { Context } from '../context.js';
import type { EgressPort } from '../scope/egress-filter.js';
import type { EgressListener } from '../scope/egress-listener.js';
import type { ImportedService } from '../scope/imported-service.js';
import type { Chain } from './chain.js';
import { routeFilters, serviceFilters } from './tcp-route.js';

type TlsMatch = NonNullable<NonNullable<VirtualService['spec']['tls']>[number]['match']>[number];
type TcpMatch = NonNullable<NonNullable<VirtualService['spec']['tcp']>[number]['match']>[number];

/** One service at one port of a listener, before it has chains. */
export interface TcpService {
  readonly listener: EgressListener;
  readonly imported: ImportedService;
  /** As the listener has it: a Sidecar's port has a protocol of its own. */
  readonly port: EgressPort;
  /** The service's block of addresses, if it is found by one. */
  readonly cidrs: readonly string[];
  /** Nothing but its name tells the service from others at this port. */
  readonly byName: boolean;
}

/**
 * Istio: what is known of the proxy decides now. Other than with HTTP, gateways do not replace the other conditions. What is
 * meant for some addresses only never holds where they are not known: nothing is intercepted.
 */
const holds = ({ proxy, interception }: Context, match: TlsMatch | TcpMatch, port: number): boolean =>
  (!match.gateways?.length || match.gateways.includes('mesh')) &&
  proxy.isSelectedBy(match.sourceLabels ?? {}) &&
  (!match.port || match.port === port) &&
  (!match.sourceNamespace || proxy.isIn(match.sourceNamespace)) &&
  (!match.destinationSubnets?.length || interception === 'redirect' || port === 0);

/** Istio: a service's aliases are asked for by all their forms, the service itself by its host alone. */
const serverNames = (
  { proxy }: Context,
  { listener, imported: { service } }: TcpService,
): readonly string[] => [
  service.hostname,
  ...listener.aliasesOf(service).flatMap((alias) => [alias, `${alias}.`, ...proxy.shortFormsOf(alias)]),
];

function defaultChain(context: Context, own: TcpService, cidrs: readonly string[]): Chain {
  const { service } = own.imported;
  return {
    serverNames: isTls(own.port.protocol) && (own.byName || cidrs.length) ? serverNames(context, own) : [],
    cidrs,
    filters: serviceFilters(context, own.imported, own.port),
    service,
    sources: context.scope.destinationRules.for(service)?.sources ?? [],
  };
}

/**
 * TLS is told apart by name. Istio: the first rule for the same names and addresses counts, and where any rule holds the
 * service itself is not reached under its own name any more.
 */
function tlsChains(context: Context, own: TcpService): Chain[] {
  const { imported, port } = own;
  const seen = new Set<string>();
  const chains: Chain[] = [];
  let { cidrs } = own;
  for (const { source } of own.listener.layer4Of(imported.service.hostname)) {
    for (const rule of source.spec.tls ?? []) {
      for (const match of rule.match) {
        if (!holds(context, match, port.number)) continue;
        // Istio: the addresses of one match hold for those that follow as well, unless they name their own.
        if (match.destinationSubnets?.length && port.number) cidrs = match.destinationSubnets;
        const { sniHosts, destinationSubnets = [] } = match;
        const key = `${sniHosts.join()}|${destinationSubnets.join()}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const filters = routeFilters(context, rule, source, port);
        chains.push({ serverNames: sniHosts, cidrs, filters, service: imported.service, sources: [source] });
      }
    }
  }
  return chains.length ? chains : [defaultChain(context, own, cidrs)];
}

/** Istio: the first rule that holds for any address ends the search; those before it take the addresses that they name. */
function plainChains(context: Context, own: TcpService): Chain[] {
  const { imported, port, cidrs } = own;
  const { service } = imported;
  const chains: Chain[] = [];
  let hasOwnBlock = false;
  for (const { source } of own.listener.layer4Of(service.hostname)) {
    for (const rule of source.spec.tcp ?? []) {
      const matches = (rule.match ?? []).filter((match) => holds(context, match, port.number));
      if (rule.match?.length && matches.length === 0) continue;
      const filters = routeFilters(context, rule, source, port);
      const chain = (blocks: readonly string[]): Chain => ({
        serverNames: [],
        cidrs: blocks,
        filters,
        service,
        sources: [source],
      });
      const forAny = matches.some((m) => !m.destinationSubnets?.length || port.number === 0);
      if (matches.length === 0 || forAny) return [...chains, chain(cidrs)];
      const subnets = matches.flatMap((m) => m.destinationSubnets ?? []);
      chains.push(chain(subnets));
      // Envoy would refuse two chains for the same addresses.
      hasOwnBlock ||= [...subnets].sort().join() === [...cidrs].sort().join();
    }
  }
  return hasOwnBlock ? chains : [...chains, defaultChain(context, own, cidrs)];
}

/** The chains that a TCP or TLS service brings to a listener, after the VirtualServices that are for it. */
export const tcpChains = (context: Context, own: TcpService): readonly Chain[] =>
  isTls(own.port.protocol) ? tlsChains(context, own) : plainChains(context, own);
