import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';

export interface Asked {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** The authorities that the server's certificate may be of, as PEM; those of Node.js unless given. */
  readonly ca?: Uint8Array | undefined;
}

/** Sends one request and gives the answer as it comes. `fetch` can be told of no authority. */
export const request = (url: string, { method, headers, body, ca }: Asked): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const sent = url.startsWith('https:')
      ? requestHttps(url, { method, headers, ...(ca && { ca: Buffer.from(ca) }) }, resolve)
      : requestHttp(url, { method, headers }, resolve);
    sent.once('error', reject).end(body);
  });
