import { formatAddress, type HostPort } from '../address.js';

/** The other end of a call. gRPC writes an IPv6 address without brackets: `::1:443`. */
export function peerOf(call: { getPeer(): string }): HostPort {
  const [, host, port] = /^\[?(.*?)\]?:(\d+)$/.exec(call.getPeer()) ?? [];
  return { host: host ?? call.getPeer(), port: Number(port ?? 0) };
}

/** `IP:PORT` of the other end, an IPv6 address in brackets. */
export const peerAddress = (call: { getPeer(): string }): string => formatAddress(peerOf(call));
