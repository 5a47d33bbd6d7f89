import { Metadata, status, type ServerInterceptor } from '@grpc/grpc-js';
import type { Response } from '@xdsim/xds';
import type { Encoder } from '../services/encoders.js';
import { innerCall } from './inner-call.js';

/** So few bytes are sooner copied than sent in pieces. */
const LEAST_BYTES = 4096;

/** What gRPC puts before each message: that it is not compressed, and how long it is. */
const HEAD_BYTES = 5;

/**
 * Sends responses as they are encoded. gRPC would put each together twice, in buffers of its own: half a megabyte for each
 * client that connects, all of it the same.
 */
export const sendShared =
  (encoders: ReadonlyMap<string, Encoder>): ServerInterceptor =>
  (method, call) => {
    const encode = encoders.get(method.path);
    if (!encode) return call as ReturnType<ServerInterceptor>;
    const { stream } = innerCall(call);
    const send = call.sendMessage.bind(call);
    call.sendMessage = (response: Response, done) => {
      if (stream.destroyed || stream.closed) {
        send(response, done);
        return;
      }
      const { shared, own } = encode(response);
      call.sendMetadata(new Metadata());
      const written = (error?: Error | null): void => {
        if (error)
          call.sendStatus({ code: status.INTERNAL, details: 'Internal server error', metadata: null });
        else done();
      };
      const head = Buffer.allocUnsafe(HEAD_BYTES);
      head.writeUInt8(0, 0);
      head.writeUInt32BE(shared.length + own.length, 1);
      if (shared.length < LEAST_BYTES) {
        stream.write(Buffer.concat([head, shared, own]), written);
        return;
      }
      stream.cork();
      stream.write(head);
      stream.write(shared);
      stream.write(own, written);
      stream.uncork();
    };
    return call as ReturnType<ServerInterceptor>;
  };
