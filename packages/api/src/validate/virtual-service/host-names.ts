/** Hosts that can stand for one name with an earlier one, wildcards or not: the later index, and an earlier one. */
export function overlappingHosts(hosts: readonly string[]): readonly (readonly [number, number])[] {
  const exact = new Map<string, number>();
  const wildcards = new Map<string, number>();
  const pairs = new Map<number, number>();
  const note = (a: number, b: number) => {
    const later = Math.max(a, b);
    pairs.set(later, Math.min(a, b, pairs.get(later) ?? later));
  };
  for (const [index, host] of hosts.entries()) {
    const known = host.startsWith('*') ? wildcards : exact;
    const name = host.startsWith('*') ? host.slice(1) : host;
    const first = known.get(name);
    if (first === undefined) known.set(name, index);
    else note(index, first);
  }
  // a wildcard covers what ends as it does: look up the ends rather than compare each host with each
  for (const [index, host] of hosts.entries()) {
    const name = host.startsWith('*') ? host.slice(1) : host;
    for (let at = host.startsWith('*') ? 1 : 0; at <= name.length; at += 1) {
      const wildcard = wildcards.get(name.slice(at));
      if (wildcard !== undefined && wildcard !== index) note(index, wildcard);
    }
  }
  return [...pairs].sort(([a], [b]) => a - b);
}

/** Whether every name that a host stands for belongs to another host as well. */
export function isHostWithin(host: string, other: string): boolean {
  if (!other.startsWith('*')) return host === other;
  const suffix = other.slice(1);
  return host.startsWith('*')
    ? host.length >= other.length && host.slice(1).endsWith(suffix)
    : host.endsWith(suffix);
}

/** Whether a name is one that proxies send as SNI for a cluster: `outbound_.80_.v1_.reviews.default.svc.cluster.local`. */
export function isClusterSni(host: string): boolean {
  return /^outbound_\..*\d/.test(host) && host.length <= 255;
}
