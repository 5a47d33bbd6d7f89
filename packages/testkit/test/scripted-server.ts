import { Server, ServerCredentials, type ServerDuplexStream, type ServiceDefinition } from '@grpc/grpc-js';
import {
  decode,
  encode,
  type DeltaDiscoveryRequest,
  type DeltaDiscoveryResponse,
  type DiscoveryRequest,
  type DiscoveryResponse,
  type MessageName,
} from '@xdsim/envoy';

/** Requests and responses of both protocols in one: each protocol reads its own fields. */
export type AnyRequest = DiscoveryRequest & DeltaDiscoveryRequest;
export type AnyResponse = DiscoveryResponse | DeltaDiscoveryResponse;

export interface ServerScript {
  /** Called for each request; what it returns is sent, in this order. */
  answer(request: AnyRequest, stream: ServerDuplexStream<AnyRequest, AnyResponse>): readonly AnyResponse[];
}

/** A control plane that says what a test tells it, and keeps what it was told. */
export async function startScriptedServer({ answer }: ServerScript) {
  const requests: AnyRequest[] = [];
  const streams: ServerDuplexStream<AnyRequest, AnyResponse>[] = [];
  const handle = (stream: ServerDuplexStream<AnyRequest, AnyResponse>): void => {
    streams.push(stream);
    stream.on('data', (request: AnyRequest) => {
      requests.push(request);
      for (const response of answer(request, stream)) stream.write(response);
    });
    stream.on('error', () => {});
    stream.on('end', () => stream.end());
  };
  const server = new Server();
  server.addService(definition, { sotw: handle, delta: handle });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    );
  });
  return {
    address: `127.0.0.1:${port}`,
    requests,
    /** Without being asked, on the newest stream. */
    push: (response: AnyResponse) => streams.at(-1)?.write(response),
    [Symbol.asyncDispose]: async () => server.forceShutdown(),
  };
}

const method = (name: string, request: MessageName, response: MessageName) => ({
  path: `/envoy.service.discovery.v3.AggregatedDiscoveryService/${name}`,
  requestStream: true,
  responseStream: true,
  requestSerialize: () => Buffer.alloc(0),
  requestDeserialize: (bytes: Buffer) => decode(request, bytes),
  responseSerialize: (message: AnyResponse) => Buffer.from(encode(response, message)),
  responseDeserialize: () => ({}),
});

const definition: ServiceDefinition = {
  sotw: method(
    'StreamAggregatedResources',
    'envoy.service.discovery.v3.DiscoveryRequest',
    'envoy.service.discovery.v3.DiscoveryResponse',
  ),
  delta: method(
    'DeltaAggregatedResources',
    'envoy.service.discovery.v3.DeltaDiscoveryRequest',
    'envoy.service.discovery.v3.DeltaDiscoveryResponse',
  ),
};
