import { lookup } from 'node:dns/promises';
import { parseAddress } from '../address.js';
import { isLoopback } from './is-loopback.js';

/** An address that others can reach, where what proxies are told, or a token, would go over the network in plain text. */
export class InsecureAddressError extends Error {
  override readonly name = 'InsecureAddressError';
  readonly address: string;
  /** The option that it was given as. */
  readonly option: 'xdsAddress' | 'adminAddress';

  constructor(address: string, option: InsecureAddressError['option']) {
    const tls = option === 'xdsAddress' ? 'tls' : 'adminTls';
    super(`${address} can be reached by others, and would serve plain text: give ${tls}, or say insecure`);
    this.address = address;
    this.option = option;
  }
}

/**
 * @throws InsecureAddressError unless the address is on loopback
 */
export async function assertLoopback(address: string, option: InsecureAddressError['option']): Promise<void> {
  const { host } = parseAddress(address);
  const found = await lookup(host, { all: true }).catch(() => []);
  // What cannot be looked up cannot be listened on either, which is told better elsewhere.
  if (!found.every((one) => isLoopback(one.address))) throw new InsecureAddressError(address, option);
}
