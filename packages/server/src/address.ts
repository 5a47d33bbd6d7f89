/** A TCP address in its two parts; an IPv6 host is without brackets. */
export interface HostPort {
  readonly host: string;
  readonly port: number;
}

/**
 * Splits `127.0.0.1:18000`, `localhost:18000` or `[::1]:18000`.
 *
 * @throws RangeError when there is no port, or it is none.
 */
export function parseAddress(address: string): HostPort {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(address) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  if (!host || port > 65535) throw new RangeError(`"${address}" is not an address: write HOST:PORT`);
  return { host, port };
}

export const formatAddress = ({ host, port }: HostPort): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
