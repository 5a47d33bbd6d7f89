import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, LiveAnswer } from './answer.js';

/** What may wait for somebody who listens and does not read, in bytes; he is hung up on, and asks again if he cares. */
const MOST_UNREAD = 4 * 1024 * 1024;

/** How long an answer may lie there, and nothing of it is read. */
const UNREAD_MS = 30_000;

/** Writes an answer. */
export function send(request: IncomingMessage, response: ServerResponse, answer: Answer | LiveAnswer): void {
  // What was not read of a request would be taken for the next one.
  if (!request.complete) response.setHeader('connection', 'close');
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  if ('body$' in answer) return sendLive(response, answer);
  response.setHeader('content-length', Buffer.byteLength(answer.body));
  // Node ends the connection when nothing moves, and forgets this when the answer is read.
  request.socket.setTimeout(UNREAD_MS);
  response.writeHead(answer.status).end(answer.body);
}

function sendLive(response: ServerResponse, { status, body$ }: LiveAnswer): void {
  // Who listens wants to know that he does, also while there is nothing to tell.
  response.writeHead(status).flushHeaders();
  if (response.destroyed) return;
  let allowed: number | undefined;
  const subscription = body$.subscribe({
    next(text) {
      // What he asked for first is not held against him, however much it is.
      allowed ??= MOST_UNREAD + Buffer.byteLength(text);
      if (response.writableLength > allowed) response.destroy();
      else response.write(text);
    },
    complete: () => response.end(),
  });
  response.once('close', () => subscription.unsubscribe());
}
