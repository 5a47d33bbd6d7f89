import { status, type ServerInterceptor } from '@grpc/grpc-js';

/**
 * Tells of requests that are too large. gRPC refuses them by itself, before there is a message, and tells nobody but the
 * client: its status is seen on the way out.
 */
export const watchMessageSize =
  (tooLarge: (peer: string) => void): ServerInterceptor =>
  (_method, call) => {
    const send = call.sendStatus.bind(call);
    call.sendStatus = (end) => {
      if (end.code === status.RESOURCE_EXHAUSTED && end.details?.startsWith('Received message'))
        tooLarge(call.getPeer());
      send(end);
    };
    return call as ReturnType<ServerInterceptor>;
  };
