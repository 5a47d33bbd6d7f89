import { isCidr, isIpAddress, isIpv6Address } from '@xdsim/api';

/**
 * An IP as it is, a CIDR as it is but reduced to its IP when the mask covers all bits (Istio), `undefined` for anything
 * else.
 */
export function parseAddress(text: string): string | undefined {
  if (isIpAddress(text)) return text;
  if (!isCidr(text)) return undefined;
  const [ip = '', bits] = text.split('/');
  return Number(bits) === (isIpv6Address(ip) ? 128 : 32) ? ip : text;
}
