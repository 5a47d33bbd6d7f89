import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/** What a backend answers to a request: the request, and who got it. */
export interface BackendAnswer {
  readonly backend: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  /** Over TLS: the name that was asked for, and the common name of the client's certificate if it sent one. */
  readonly tls?: { readonly serverName?: string; readonly clientName?: string };
}

/** What an HTTP backend counts, and how it can be told to fail. */
export interface HttpAnswers {
  /** How many requests it got so far; with a path, those to that path. */
  requests(path?: string): number;
  /** Starts counting at zero. */
  resetRequests(): void;
  /** From now on every answer has this status, whatever is asked for; `undefined` ends it. */
  answerWith(status: number | undefined): void;
}

export interface HttpAnswerer extends HttpAnswers {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
}

/**
 * Answers as a sample backend does: `/status/503` has that status, `/delay/250` comes after so many milliseconds,
 * `/attempt/2` is 503 until the second attempt, which Envoy tells in a header; anything else is 200 at once.
 */
export function answerRequests(
  name: string,
  tlsOf?: (request: IncomingMessage) => NonNullable<BackendAnswer['tls']>,
): HttpAnswerer {
  const counts = new Map<string, number>();
  let total = 0;
  let forced: number | undefined;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    const [path = ''] = url.split('?');
    total++;
    counts.set(path, (counts.get(path) ?? 0) + 1);
    const [, wish, argument] = /^\/(status|delay|attempt)\/(\d+)$/.exec(path) ?? [];
    const number = Number(argument);
    const body = await text(request);
    if (wish === 'delay') await pause(number, undefined, { ref: false });
    const isTooEarly = wish === 'attempt' && Number(headers['x-envoy-attempt-count'] ?? 1) < number;
    const status = forced ?? (wish === 'status' ? number : isTooEarly ? 503 : 200);
    const content: BackendAnswer = {
      backend: name,
      method,
      path: url,
      headers,
      body,
      ...(tlsOf && { tls: tlsOf(request) }),
    };
    response.writeHead(isStatus(status) ? status : 400, {
      'content-type': 'application/json',
      'x-backend': name,
    });
    response.end(method === 'HEAD' ? undefined : `${JSON.stringify(content)}\n`);
  };

  return {
    // A client that goes away while its answer is made wants none any more.
    handle: (request, response) => void answer(request, response).catch(() => response.destroy()),
    requests: (path) => (path === undefined ? total : (counts.get(path) ?? 0)),
    resetRequests() {
      counts.clear();
      total = 0;
    },
    answerWith(status) {
      if (status !== undefined && !isStatus(status))
        throw new RangeError(`${status} is no status of an answer`);
      forced = status;
    },
  };
}

/** Final ones only: 1xx would leave the client waiting. */
const isStatus = (status: number): boolean => Number.isInteger(status) && status >= 200 && status <= 599;
