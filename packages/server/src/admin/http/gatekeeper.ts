import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { isLoopback } from '../../access/is-loopback.js';

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
  return isWebPage(headers)
    ? { code: 403, reason: 'web pages are not answered, nor who does not call this machine localhost' }
    : undefined;
}

/**
 * A page of another site. One whose name was made to lead to this machine (DNS rebinding) shows by that name alone, since
 * to the browser it reads its own site.
 */
function isWebPage({ origin, host = '', ...headers }: IncomingHttpHeaders): boolean {
  const name = host.replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  const isThisMachine = name === '' || isIP(name) > 0 || /^(?:.+\.)?localhost$/i.test(name);
  const isOwnPage = origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
  return !isThisMachine || !isOwnPage || headers['sec-fetch-site'] === 'cross-site';
}
