import { Client, credentials, status, type Metadata } from '@grpc/grpc-js';
import { register } from '@grpc/grpc-js-xds';
import { whoService } from './who-service.js';

register();

/** A gRPC client of the library's own making, which has its configuration from an xDS server. */
export interface WhoClient extends Disposable {
  /** The name of the backend that answered, or the status that the request failed with. */
  ask(headers?: Metadata): Promise<string>;
}

/**
 * Opens a client for `xds:///TARGET`.
 *
 * @example
 * using client = openClient(server.xdsAddress, 'cart.example.com:8080');
 * await client.ask();
 */
export function openClient(xdsAddress: string, target: string, id = 'grpc-1'): WhoClient {
  const bootstrap = {
    xds_servers: [
      {
        server_uri: xdsAddress,
        channel_creds: [{ type: 'insecure' }],
        server_features: ['xds_v3'],
      },
    ],
    node: { id, metadata: { GENERATOR: 'grpc' }, locality: {} },
  };
  const client = new Client(`xds:///${target}`, credentials.createInsecure(), {
    'grpc.TEST_ONLY_DO_NOT_USE_IN_PROD.xds_bootstrap_config': JSON.stringify(bootstrap),
  });
  const { path, requestSerialize, responseDeserialize } = whoService.Ask;
  return {
    ask: (headers) =>
      new Promise((resolve) => {
        const deadline = Date.now() + 5_000;
        const done = (error: { code: number } | null, name = ''): void =>
          resolve(error ? (status[error.code] ?? 'unknown') : name);
        if (headers)
          client.makeUnaryRequest(
            path,
            requestSerialize,
            responseDeserialize,
            'who',
            headers,
            { deadline },
            done,
          );
        else client.makeUnaryRequest(path, requestSerialize, responseDeserialize, 'who', { deadline }, done);
      }),
    [Symbol.dispose]: () => client.close(),
  };
}
