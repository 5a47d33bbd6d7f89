import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingHttpHeaders,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { TLSSocket } from 'node:tls';
import { text } from 'node:stream/consumers';

/** A request to a port of this machine. */
export interface HttpRequest {
  readonly port: number;
  /** The address to connect to; `127.0.0.1` unless given. */
  readonly address?: string;
  /** The `Host` header: what the request is routed by. */
  readonly host?: string;
  /** `GET` unless given. */
  readonly method?: string;
  /** `/` unless given. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Sent as one `Cookie` header. */
  readonly cookies?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Connections to be used again; without it the request has one of its own, closed after it. */
  readonly connections?: HttpConnections;
  /** Sends it over TLS; the server's certificate is not verified but handed out. */
  readonly tls?: { readonly serverName: string };
  /** 10 seconds unless given; after it the promise is rejected. */
  readonly timeoutMs?: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Each `Set-Cookie` header: the value by the cookie's name. */
  readonly cookies: Readonly<Record<string, string>>;
  /** The common name in the server's certificate, with `tls`. */
  readonly certificateName?: string;
  /** The body read as JSON; what it is taken for is not checked. */
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- a type assertion for tests
  json<T = unknown>(): T;
}

/** Connections that stay open between requests. */
export interface HttpConnections extends Disposable {
  readonly http: HttpAgent;
  readonly https: HttpsAgent;
}

/** @example using connections = keepAlive(); */
export function keepAlive(options: { readonly maxSockets?: number } = {}): HttpConnections {
  const http = new HttpAgent({ keepAlive: true, ...options });
  const https = new HttpsAgent({ keepAlive: true, ...options });
  return {
    http,
    https,
    [Symbol.dispose]() {
      http.destroy();
      https.destroy();
    },
  };
}

/**
 * Sends a request and reads the whole answer, whatever its status.
 *
 * @throws Error when there is no answer: refused, cut, too late
 *
 * @example
 * const { status, body } = await sendRequest({ port: 8080, host: 'example.com', cookies: { user: 'ann' } });
 */
export function sendRequest(request: HttpRequest): Promise<HttpResponse> {
  const { tls, body, timeoutMs = 10_000 } = request;
  const signal = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve, reject) => {
    const options = { ...optionsOf(request), signal };
    const outgoing = tls
      ? httpsRequest({ ...options, servername: tls.serverName, rejectUnauthorized: false })
      : httpRequest(options);
    const fail = (error: Error): void =>
      reject(
        signal.aborted ? new Error(`no answer from port ${request.port} within ${timeoutMs} ms`) : error,
      );
    outgoing.on('error', fail);
    outgoing.on('response', (response) => {
      const certificateName = certificateNameOf(response.socket);
      text(response).then((body) => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body,
          cookies: cookiesOf(response.headers['set-cookie'] ?? []),
          ...(certificateName !== undefined && { certificateName }),
          json: () => JSON.parse(body),
        });
      }, fail);
    });
    outgoing.end(body);
  });
}

function optionsOf(request: HttpRequest): RequestOptions {
  const { cookies, connections, host, headers } = request;
  const cookie = Object.entries(cookies ?? {}).map(([name, value]) => `${name}=${value}`);
  return {
    host: request.address ?? '127.0.0.1',
    port: request.port,
    path: request.path ?? '/',
    method: request.method ?? 'GET',
    agent: (request.tls ? connections?.https : connections?.http) ?? false,
    headers: {
      ...(host && { host }),
      ...(cookie.length > 0 && { cookie: cookie.join('; ') }),
      ...Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name, mutable(value)])),
    },
  };
}

const mutable = (value: string | readonly string[]): string | string[] =>
  typeof value === 'string' ? value : [...value];

/** Only name and value: attributes such as HttpOnly are to be read from the header itself. */
function cookiesOf(lines: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    lines.map((line) => {
      const [pair = ''] = line.split(';');
      const equals = pair.indexOf('=');
      return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
    }),
  );
}

function certificateNameOf(socket: unknown): string | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  const { CN } = socket.getPeerCertificate().subject;
  return typeof CN === 'string' ? CN : undefined;
}
