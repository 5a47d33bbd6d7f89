import type { VirtualHost } from '@xdsim/envoy';

/** Envoy refuses a domain that appears twice. Istio: the first virtual host keeps it, whatever its case. */
export function distinctVirtualHosts(hosts: readonly VirtualHost[]): readonly VirtualHost[] {
  const names = new Set<string>();
  const domains = new Set<string>();
  return hosts.flatMap((host) => {
    if (names.has(host.name ?? '')) return [];
    names.add(host.name ?? '');
    const free = (host.domains ?? []).filter((d) => !domains.has(d.toLowerCase()));
    if (free.length === 0) return [];
    for (const domain of free) domains.add(domain.toLowerCase());
    return [free.length === host.domains?.length ? host : { ...host, domains: free }];
  });
}
