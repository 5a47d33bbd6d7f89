const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`);

/** Whether a text is an IPv4 or IPv6 address; as in Go, without leading zeros, and with a zone if need be. */
export const isIpAddress = (text: string): boolean => ipv4.test(text) || isIpv6Address(text);

/** Whether a text is an IPv6 address. */
export function isIpv6Address(text: string): boolean {
  // Most texts that are asked about are names.
  if (!text.includes(':')) return false;
  const [address = '', zone] = text.split('%', 2);
  return zone !== '' && isIpv6(address);
}

/** Whether a text is a CIDR block, such as `10.0.0.0/8`. */
export function isCidr(text: string): boolean {
  const slash = text.indexOf('/');
  if (slash < 0) return false;
  const address = text.slice(0, slash);
  const bits = text.slice(slash + 1);
  if (!/^(?:0|[1-9]\d{0,2})$/.test(bits) || address.includes('%')) return false;
  if (ipv4.test(address)) return Number(bits) <= 32;
  return isIpv6(address) && Number(bits) <= 128;
}

/** Whether a text is an IP address or a CIDR block. */
export function isSubnet(text: string): boolean {
  return text.includes('/') ? isCidr(text) : isIpAddress(text);
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  let count = groups.length;
  const last = groups.at(-1);
  // the last 32 bits may be written as an IPv4 address
  if (last !== undefined && ipv4.test(last) && !text.endsWith('::')) {
    groups.pop();
    count += 1;
  }
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return false;
  return halves.length === 2 ? count < 8 : count === 8;
}
