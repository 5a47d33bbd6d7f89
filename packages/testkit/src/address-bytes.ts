import { isIPv4, isIPv6 } from 'node:net';

/**
 * The 4 or 16 bytes of an IP address in network order.
 *
 * @throws RangeError when it is none
 */
export function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  if (!isIPv6(address) || address.includes('%')) throw new RangeError(`"${address}" is no IP address`);
  // The last four bytes may be written as IPv4: '::ffff:127.0.0.1'.
  const plain = address.replace(/[^:]*\.[^:]*$/, (tail) => {
    const [a = 0, b = 0, c = 0, d = 0] = tail.split('.').map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [before = [], after] = plain
    .split('::')
    .map((half) => half.split(':').filter((group) => group !== ''));
  const missing = after ? 8 - before.length - after.length : 0;
  const groups = [...before, ...Array.from({ length: missing }, () => '0'), ...(after ?? [])];
  return Buffer.from(
    groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]),
  );
}
