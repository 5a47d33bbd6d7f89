/** A block of addresses in one spelling: `10.94.1.2/16` is `10.94.0.0/16`, and an address is a block of one. */
export function subnet(text: string): string {
  const [address = '', length] = text.split('/');
  const isV6 = address.includes(':');
  const [size, bits] = isV6 ? [128, bitsOfV6(address)] : [32, bitsOfV4(address)];
  const prefix = length === undefined ? size : Number(length);
  const host = BigInt(size - prefix);
  return `${isV6 ? 'v6' : 'v4'} ${((bits >> host) << host).toString(16)}/${prefix}`;
}

const bitsOfV4 = (address: string): bigint =>
  address.split('.').reduce((bits, octet) => (bits << 8n) | BigInt(octet), 0n);

/** A URL has the shortest spelling of an address. */
function bitsOfV6(address: string): bigint {
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = [], tail = []] = short.split('::').map((half) => half.split(':').filter(Boolean));
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return [...head, ...zeros, ...tail].reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}
