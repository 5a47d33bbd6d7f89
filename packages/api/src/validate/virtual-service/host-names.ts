/** Whether two hosts, wildcards or not, can stand for one name. */
export function hostsMatch(a: string, b: string): boolean {
  const isWildA = a.startsWith('*');
  const isWildB = b.startsWith('*');
  if (isWildA && isWildB) {
    const [short, long] = a.length < b.length ? [a, b] : [b, a];
    return long.endsWith(short.slice(1));
  }
  if (isWildA) return b.endsWith(a.slice(1));
  if (isWildB) return a.endsWith(b.slice(1));
  return a === b;
}

/** Whether every name that a host stands for belongs to another host as well. */
export function isHostWithin(host: string, other: string): boolean {
  if (!other.startsWith('*')) return host === other;
  const suffix = other.slice(1);
  return host.startsWith('*')
    ? host.length >= other.length && host.slice(1).endsWith(suffix)
    : host.endsWith(suffix);
}
