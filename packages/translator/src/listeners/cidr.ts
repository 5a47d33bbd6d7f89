import { isIpv6Address } from '@xdsim/api';

/** A block of addresses, as Envoy matches destinations. */
export interface Cidr {
  /** As written, bits behind the mask included. */
  readonly address: string;
  readonly bits: number;
  /** The same for all ways to write one block. */
  readonly block: string;
}

const ipv4Bits = (ip: string): bigint =>
  ip.split('.').reduce((bits, octet) => bits * 256n + BigInt(octet), 0n);

function ipv6Bits(ip: string): bigint {
  const [head = '', tail] = ip.split('::');
  const groups = (text: string): bigint[] =>
    text.split(':').flatMap((group) => {
      if (group === '') return [];
      if (!group.includes('.')) return [BigInt(`0x${group}`)];
      const bits = ipv4Bits(group);
      return [bits >> 16n, bits & 0xffffn];
    });
  const [first, last] = [groups(head), groups(tail ?? '')];
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => 0n);
  return [...first, ...zeros, ...last].reduce((bits, group) => (bits << 16n) + group, 0n);
}

/** An address is a block of its own. What is neither was refused when it was read. */
export function parseCidr(text: string): Cidr {
  const [address = '', mask] = text.split('/');
  const isIPv6 = isIpv6Address(address);
  const width = isIPv6 ? 128 : 32;
  const bits = mask === undefined ? width : Number(mask);
  const value = isIPv6 ? ipv6Bits(address) : ipv4Bits(address);
  return { address, bits, block: `${value >> BigInt(width - bits)}/${bits}/${width}` };
}
