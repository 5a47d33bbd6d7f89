import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { readFileFlag } from '../input/read-file-flag.js';
import type { ServerFlags } from '../flags/server-flags.js';
import { request } from './request.js';
import { ServerError } from './server-error.js';

/** A server's admin address. */
export interface Client {
  /**
   * Sends one request and gives the JSON that comes back.
   *
   * @throws ServerError when nothing comes back, or no
   */
  ask(method: string, path: string, body?: unknown): Promise<unknown>;
  /**
   * Gets an answer that goes on, a line at a time, until the server ends it.
   *
   * @throws ServerError when nothing comes back, or no, or the server goes away
   */
  lines(path: string): AsyncIterable<string>;
}

interface Status {
  readonly message?: string;
  readonly reason?: string;
  readonly details?: unknown;
}

/** @throws InputError when the file with the token, or with the authority, cannot be read */
export async function connect({ server, tokenFile, caFile }: ServerFlags): Promise<Client> {
  const token =
    tokenFile === undefined
      ? undefined
      : new TextDecoder().decode(await readFileFlag('--token-file', tokenFile)).trim();
  const ca = caFile === undefined ? undefined : await readFileFlag('--ca-file', caFile);
  const headers = {
    accept: 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };

  async function send(method: string, path: string, body: unknown): Promise<IncomingMessage> {
    try {
      return await request(server + path, {
        method,
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ca,
      });
    } catch (error) {
      throw new ServerError(unreachable(server, error as NodeJS.ErrnoException), 0);
    }
  }

  async function refusal(answer: IncomingMessage): Promise<ServerError> {
    const said = await text(answer);
    const code = answer.statusCode ?? 0;
    // Pages for people say it in words.
    if (answer.headers['content-type'] !== 'application/json')
      return new ServerError(`error: ${said.trim()}`, code);
    const { message = '', reason = 'Error', details } = JSON.parse(said) as Status;
    return new ServerError(`Error from server (${reason}): ${message.trim()}`, code, details);
  }

  return {
    async ask(method, path, body) {
      const answer = await send(method, path, body);
      if (!isOk(answer)) throw await refusal(answer);
      return JSON.parse(await text(answer)) as unknown;
    },
    async *lines(path) {
      const answer = await send('GET', path, undefined);
      if (!isOk(answer)) throw await refusal(answer);
      let rest = '';
      try {
        for await (const chunk of answer.setEncoding('utf8') as AsyncIterable<string>) {
          const lines = (rest + chunk).split('\n');
          rest = lines.pop() ?? '';
          yield* lines;
        }
      } catch {
        throw new ServerError(`error: the server at ${server} went away`, 0);
      }
    },
  };
}

const isOk = ({ statusCode = 0 }: IncomingMessage): boolean => statusCode >= 200 && statusCode < 300;

/** A certificate that is not believed: OpenSSL's words for it, and Node's. */
const ofCertificates = /CERT|UNABLE_TO_VERIFY/;

function unreachable(server: string, { code, message }: NodeJS.ErrnoException): string {
  const why = code ?? message;
  return ofCertificates.test(why)
    ? `error: the certificate of ${server} is not believed: ${why}. Name its authority with --ca-file.`
    : `error: no server at ${server}: ${why}. Start one with xdsim serve, or name it with --server.`;
}
