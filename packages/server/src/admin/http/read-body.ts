import type { IncomingMessage } from 'node:http';
import type { BodyRoom } from './body-room.js';

/** Kubernetes: an object that is larger cannot be kept, by etcd's limit. */
export const BODY_LIMIT = 1.5 * 1024 * 1024;

/**
 * The body of a request; `too-long` when it is longer than {@link BODY_LIMIT}, `no-room` when there are too many others. The
 * rest of such a one is read and dropped: who is cut off while he speaks does not hear the answer.
 */
export async function readBody(
  request: IncomingMessage,
  room: BodyRoom,
): Promise<Uint8Array | 'too-long' | 'no-room'> {
  const chunks: Buffer[] = [];
  let size = 0;
  let kept = 0;
  let refusal: 'too-long' | 'no-room' | undefined;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > BODY_LIMIT) refusal = 'too-long';
      else if (!refusal && !room.take(chunk.length)) refusal = 'no-room';
      if (refusal) {
        chunks.length = 0;
        room.giveBack(kept);
        kept = 0;
        continue;
      }
      kept += chunk.length;
      chunks.push(chunk);
    }
    return refusal ?? Buffer.concat(chunks, size);
  } finally {
    room.giveBack(kept);
  }
}
