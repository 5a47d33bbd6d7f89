import type { IncomingMessage } from 'node:http';

/** Kubernetes' API server takes as much. */
export const BODY_LIMIT = 3 * 1024 * 1024;

/**
 * The body of a request; undefined when it is longer than {@link BODY_LIMIT}. The rest of such a one is read and dropped:
 * who is cut off while he speaks does not hear the answer.
 */
export async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= BODY_LIMIT) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > BODY_LIMIT ? undefined : Buffer.concat(chunks, size);
}
