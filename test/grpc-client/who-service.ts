import { Server, ServerCredentials, type ServiceDefinition } from '@grpc/grpc-js';

const text = (bytes: Buffer): string => bytes.toString();
const bytes = (value: string): Buffer => Buffer.from(value);

/** A service of one method, which says who answers. */
export const whoService = {
  Ask: {
    path: '/xdsim.test.Who/Ask',
    requestStream: false,
    responseStream: false,
    requestSerialize: bytes,
    requestDeserialize: text,
    responseSerialize: bytes,
    responseDeserialize: text,
  },
} as const satisfies ServiceDefinition;

export interface WhoServer extends AsyncDisposable {
  readonly port: number;
}

/** A real gRPC server on a free port of loopback that answers with its name. */
export async function startWhoServer(name: string): Promise<WhoServer> {
  const server = new Server();
  server.addService(whoService, {
    Ask: (_call: unknown, answer: (error: null, value: string) => void) => answer(null, name),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return {
    port,
    [Symbol.asyncDispose]: async () => server.forceShutdown(),
  };
}
