import { createServer } from 'node:http';
import { listen, type Backend, type BackendOptions } from './backend.js';
import { answerRequests, type HttpAnswers } from './http-answers.js';

export interface HttpBackend extends Backend, HttpAnswers {}

/**
 * An HTTP server that answers with who it is, as JSON and in the header `x-backend`, and with the request it got.
 * `/status/503` answers with that status, `/delay/250` after so many milliseconds, `/attempt/2` fails until Envoy tries for
 * the second time.
 *
 * @example
 * await using backend = await startHttpBackend({ name: 'v1' });
 */
export async function startHttpBackend(options: BackendOptions): Promise<HttpBackend> {
  const { handle, ...answers } = answerRequests(options.name);
  return { ...(await listen(createServer(handle), options)), ...answers };
}
