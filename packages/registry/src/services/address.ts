const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`);

export const isIPv4 = (text: string): boolean => ipv4.test(text);

/** RFC 4291: eight groups of hex digits, one run of zeros as `::`, the last two groups also as IPv4. */
export function isIPv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1);
  const mapped = last !== undefined && isIPv4(last);
  const hex = mapped ? groups.slice(0, -1) : groups;
  if (!hex.every((g) => /^[0-9a-fA-F]{1,4}$/.test(g))) return false;
  const count = hex.length + (mapped ? 2 : 0);
  return halves.length === 2 ? count < 8 : count === 8;
}

export const isIP = (text: string): boolean => isIPv4(text) || isIPv6(text);

/**
 * An IP as it is, a CIDR as it is but reduced to its IP when the mask covers all bits (Istio), `undefined` for anything
 * else.
 */
export function parseAddress(text: string): string | undefined {
  const [ip = '', mask, more] = text.split('/');
  if (more !== undefined || !isIP(ip)) return undefined;
  if (mask === undefined) return ip;
  const bits = isIPv4(ip) ? 32 : 128;
  if (!/^\d{1,3}$/.test(mask) || Number(mask) > bits) return undefined;
  return Number(mask) === bits ? ip : text;
}
