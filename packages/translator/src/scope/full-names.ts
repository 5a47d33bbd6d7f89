import type { Destination, HttpMatch, HttpRoute } from '@xdsim/api';
import { resolveShortName } from '@xdsim/registry';

/** `namespace/name`. Istio still takes what looks like a host for `name.namespace`. */
export function fullGatewayName(gateway: string, namespace: string): string {
  if (gateway === 'mesh') return gateway;
  if (gateway.startsWith('./')) return `${namespace}/${gateway.slice(2)}`;
  if (gateway.includes('/')) return gateway;
  const [name, ofHost] = gateway.split('.');
  return `${ofHost ?? namespace}/${name}`;
}

const withFullGateways = (match: HttpMatch, namespace: string): HttpMatch =>
  match.gateways
    ? { ...match, gateways: match.gateways.map((gateway) => fullGatewayName(gateway, namespace)) }
    : match;

/** A rule with the names of hosts and gateways written out as they are meant in the namespace of its VirtualService. */
export function fullNames(rule: HttpRoute, namespace: string): HttpRoute {
  const full = (destination: Destination): Destination => ({
    ...destination,
    host: resolveShortName(destination.host, namespace),
  });
  const { match, route, mirror, mirrors } = rule;
  return {
    ...rule,
    ...(match ? { match: match.map((m) => withFullGateways(m, namespace)) } : {}),
    ...(route ? { route: route.map((r) => ({ ...r, destination: full(r.destination) })) } : {}),
    ...(mirror ? { mirror: full(mirror) } : {}),
    ...(mirrors
      ? { mirrors: mirrors.map((m) => (m.destination ? { ...m, destination: full(m.destination) } : m)) }
      : {}),
  };
}
