import type { Cluster } from '@xdsim/envoy';
import type { Context } from '../context.js';
import { isIPv6Only } from '../proxy/ip-family.js';

/** `IP:PORT` or `[IP]:PORT` as a socket address; the port is 53 unless given. */
function resolverAddress(text: string) {
  const match = /^\[?([^\]]+?)\]?(?::(\d+))?$/.exec(text);
  const [, address = text, port = '53'] = match ?? [];
  return { socket_address: { address, port_value: Number(port) } };
}

/** Istio: a proxy with addresses of both families resolves as one with IPv4 alone. */
export const lookupFamily = ({ proxy }: Context) => (isIPv6Only(proxy) ? 'V6_ONLY' : 'V4_ONLY');

/** Which family names are resolved to, and by whom. */
export const dnsResolution = (context: Context) =>
  ({
    dns_lookup_family: lookupFamily(context),
    ...dnsResolver(context),
  }) as const;

/** Whom names are asked of. */
export const dnsResolver = ({ dnsResolver: address }: Context) =>
  ({
    typed_dns_resolver_config: {
      name: 'envoy.network.dns_resolver.cares',
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig',
        // Istio: a fresh UDP socket now and then, against resolvers that forget one.
        udp_max_queries: 100,
        ...(address ? { resolvers: [resolverAddress(address)] } : {}),
      },
    },
  }) as const;

/** The refresh rate counts when a resolution fails; else the answer's TTL does (Istio). */
export const dnsFields = (context: Context): Partial<Cluster> => ({
  ...dnsResolution(context),
  dns_refresh_rate: context.mesh.dnsRefreshRate,
  respect_dns_ttl: true,
});
