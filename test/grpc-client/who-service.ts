import { Server, ServerCredentials, type ServerDuplexStream, type ServiceDefinition } from '@grpc/grpc-js';

const text = (bytes: Buffer): string => bytes.toString();
const bytes = (value: string): Buffer => Buffer.from(value);

const plainText = {
  requestSerialize: bytes,
  requestDeserialize: text,
  responseSerialize: bytes,
  responseDeserialize: text,
};

/** A service that says who answers: once, or to each message of a stream. */
export const whoService = {
  Ask: { path: '/xdsim.test.Who/Ask', requestStream: false, responseStream: false, ...plainText },
  Talk: { path: '/xdsim.test.Who/Talk', requestStream: true, responseStream: true, ...plainText },
} as const satisfies ServiceDefinition;

export interface WhoServer extends AsyncDisposable {
  readonly port: number;
}

/** A real gRPC server on a free port of loopback that answers with its name. */
export async function startWhoServer(name: string): Promise<WhoServer> {
  const server = new Server();
  server.addService(whoService, {
    Ask: (_call: unknown, answer: (error: null, value: string) => void) => answer(null, name),
    Talk: (call: ServerDuplexStream<string, string>) => {
      call.on('data', () => call.write(name));
      call.on('end', () => call.end());
    },
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
