import { readFileFlag } from '../input/read-file-flag.js';
import type { ServerFlags } from '../flags/server-flags.js';
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

/** @throws InputError when the file with the token cannot be read */
export async function connect({ server, tokenFile }: ServerFlags): Promise<Client> {
  const token =
    tokenFile === undefined
      ? undefined
      : new TextDecoder().decode(await readFileFlag('--token-file', tokenFile)).trim();
  const headers = {
    accept: 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };

  async function send(method: string, path: string, body: unknown): Promise<Response> {
    try {
      return await fetch(server + path, {
        method,
        headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    } catch (error) {
      const { cause } = error as { readonly cause?: NodeJS.ErrnoException };
      const why = cause?.code ?? cause?.message ?? String(error);
      throw new ServerError(
        `error: no server at ${server}: ${why}. Start one with xdsim serve, or name it with --server.`,
        0,
      );
    }
  }

  async function refusal(answer: Response): Promise<ServerError> {
    const text = await answer.text();
    // Pages for people say it in words.
    if (answer.headers.get('content-type') !== 'application/json')
      return new ServerError(`error: ${text.trim()}`, answer.status);
    const { message = '', reason = 'Error', details } = JSON.parse(text) as Status;
    return new ServerError(`Error from server (${reason}): ${message.trim()}`, answer.status, details);
  }

  return {
    async ask(method, path, body) {
      const answer = await send(method, path, body);
      if (!answer.ok) throw await refusal(answer);
      return answer.json();
    },
    async *lines(path) {
      const answer = await send('GET', path, undefined);
      if (!answer.ok) throw await refusal(answer);
      const text = answer.body!.pipeThrough(new TextDecoderStream());
      let rest = '';
      try {
        for await (const chunk of text) {
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
