import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';

export interface Visitor {
  /** The address of the other end. */
  readonly peer: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Why a visitor may not come in; undefined for one who may. */
export interface Refusal {
  readonly code: 401 | 403;
  readonly reason: string;
}

const isLoopback = (ip: string): boolean => /^(?:::ffff:)?127\.|^::1$/.test(ip);

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Who may see and change objects: with a token, whoever has it; without one, who comes from this machine and is not a
 * web page, for a browser lets any page of any site speak to this address.
 */
export function refusalOf({ peer, headers }: Visitor, token: string | undefined): Refusal | undefined {
  if (token !== undefined) {
    const shown = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
    const isIt = shown !== undefined && timingSafeEqual(digest(shown), digest(token));
    return isIt ? undefined : { code: 401, reason: 'the token of the server is asked for' };
  }
  if (peer === undefined || !isLoopback(peer)) {
    return { code: 403, reason: 'without a token (--admin-token-file), only this machine is answered' };
  }
  return isWebPage(headers) ? { code: 403, reason: 'web pages of other sites are not answered' } : undefined;
}

/** A page of another site, also one whose name was made to lead here. */
function isWebPage({ origin, host = '', ...headers }: IncomingHttpHeaders): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  if (origin === undefined && headers['sec-fetch-site'] === undefined) return false;
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) return true;
  return headers['sec-fetch-site'] === 'cross-site' || !(name === 'localhost' || isIP(name));
}
