import { isIP } from 'node:net';
import { InvalidArgumentError } from 'commander';

/** Reads `HOST:PORT`; an IPv6 host stands in brackets. */
export function address(text: string): string {
  const [, bracketed, plain, port] = /^(?:\[([^\]]+)\]|([^:[\]\s]+)):(\d{1,5})$/.exec(text) ?? [];
  if (!(bracketed ?? plain) || Number(port) > 65535) {
    throw new InvalidArgumentError('Write HOST:PORT, as in 127.0.0.1:18000 or [::1]:18000.');
  }
  return text;
}

/** Reads `IP:PORT`. */
export function socketAddress(text: string): string {
  const host = address(text)
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '');
  if (!isIP(host)) throw new InvalidArgumentError('Write IP:PORT, as in 127.0.0.1:53.');
  return text;
}

/** Reads an IP address. */
export function ipAddress(text: string): string {
  if (!isIP(text)) throw new InvalidArgumentError('Write an IP address.');
  return text;
}
