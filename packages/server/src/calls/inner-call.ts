import type { ServerHttp2Stream } from 'node:http2';
import type { ServerInterceptingCallInterface } from '@grpc/grpc-js';

/** What gRPC knows of a call and does not hand out: the tests of attacks fail when it is no longer there. */
export interface InnerCall {
  readonly stream: ServerHttp2Stream;
  /** `identity`, unless the client compresses its messages. */
  readonly incomingEncoding: string;
}

export const innerCall = (call: ServerInterceptingCallInterface): InnerCall => call as unknown as InnerCall;
