import { Client, credentials, type Metadata, type ServiceError, type StatusObject } from '@grpc/grpc-js';
import { decode, encode, type MessageName } from '@xdsim/envoy';

const asIs = (bytes: Buffer): Buffer => bytes;

/** What a call came to: its answers, and the status that it ended with. */
export interface Outcome {
  readonly code: number;
  readonly details: string;
  readonly answer?: Buffer;
}

/** Makes one unary call with bytes. */
export async function callOnce(
  address: string,
  path: string,
  request: Uint8Array,
  metadata?: Metadata,
  as = credentials.createInsecure(),
): Promise<Outcome> {
  const client = new Client(address, as);
  try {
    return await new Promise((resolve) => {
      const done = (error: ServiceError | null, answer?: Buffer): void =>
        resolve({ code: error?.code ?? 0, details: error?.details ?? '', ...(answer && { answer }) });
      const bytes = Buffer.from(request);
      if (metadata) client.makeUnaryRequest(path, asIs, asIs, bytes, metadata, done);
      else client.makeUnaryRequest(path, asIs, asIs, bytes, done);
    });
  } finally {
    client.close();
  }
}

/** A stream of messages both ways, read one after the other. */
export interface Conversation<Q, A> extends AsyncDisposable {
  say(request: Q): void;
  /** The next answer. */
  next(): Promise<A>;
  /** How the stream ended. */
  readonly ended: Promise<StatusObject>;
}

/** Opens a stream on a method by its path. */
export function converse<Q, A>(
  address: string,
  path: string,
  requests: MessageName,
  answers: MessageName,
): Conversation<Q, A> {
  const client = new Client(address, credentials.createInsecure());
  const stream = client.makeBidiStreamRequest<Q, A>(
    path,
    (request) => Buffer.from(encode(requests, request as never)),
    (bytes) => decode(answers, bytes) as A,
  );
  stream.on('error', () => {});
  const ended = new Promise<StatusObject>((resolve) => stream.on('status', resolve));
  const iterator = stream[Symbol.asyncIterator]();
  return {
    say: (request) => void stream.write(request),
    async next() {
      const { value, done } = (await iterator.next()) as IteratorResult<A>;
      if (done) throw new Error('the stream ended');
      return value;
    },
    ended,
    async [Symbol.asyncDispose]() {
      stream.cancel();
      await ended;
      client.close();
    },
  };
}
