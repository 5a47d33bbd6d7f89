import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Client, credentials, loadPackageDefinition, type ServiceError } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { protoPath } from 'grpc-health-check';
import { expect } from 'chai';
import { silentLogger, type Server, type Source } from '../../src/index.js';
import { startServer } from '../start.js';

const require = createRequire(import.meta.url);
const ADS = 'envoy.service.discovery.v3.AggregatedDiscoveryService';

/** A client that is generated from a proto file, as any other language's would be. */
function open(address: string, file: string, service: string): Client {
  let found: unknown = loadPackageDefinition(loadSync(file));
  for (const part of service.split('.')) found = (found as Record<string, unknown>)[part];
  const Made = found as new (address: string, creds: ReturnType<typeof credentials.createInsecure>) => Client;
  return new Made(address, credentials.createInsecure());
}

async function health(address: string, service = ''): Promise<string> {
  const client = open(address, protoPath, 'grpc.health.v1.Health') as Client & {
    check(request: object, done: (error: ServiceError | null, answer?: { status: number }) => void): void;
  };
  const status = await new Promise<string>((resolve) => {
    client.check({ service }, (error, answer) =>
      resolve(error ? error.details : (['UNKNOWN', 'SERVING', 'NOT_SERVING'][answer?.status ?? 0] ?? '')),
    );
  });
  client.close();
  return status;
}

describe('the health service', () => {
  it('says what /readyz says: whether every source was read', async () => {
    let release!: () => void;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow: Source = { name: 'slow', start: () => held };
    let starting!: Promise<Server>;
    const address = await new Promise<string>((resolve) => {
      const info = (fields: { readonly xdsAddress?: string }): void => {
        if (fields.xdsAddress) resolve(fields.xdsAddress);
      };
      starting = startServer({ sources: [slow], logger: { ...silentLogger, info } });
    });
    for (const service of ['', ADS]) expect(await health(address, service)).to.equal('NOT_SERVING');
    release();
    await using server = await starting;
    for (const service of ['', ADS]) expect(await health(server.xdsAddress, service)).to.equal('SERVING');
    expect(await health(server.xdsAddress, 'no.such.Service')).to.match(/unknown/i);
  });
});

describe('the reflection service', () => {
  it('lists the services, and describes their messages', async () => {
    await using server = await startServer();
    const file = require
      .resolve('@grpc/reflection/package.json')
      .replace('package.json', 'build/proto/grpc/reflection/v1/reflection.proto');
    expect(readFileSync(file, 'utf8')).to.include('ServerReflection');
    const client = open(server.xdsAddress, file, 'grpc.reflection.v1.ServerReflection') as Client & {
      serverReflectionInfo(): {
        write(request: object): void;
        end(): void;
        on(event: 'data' | 'end', take: (answer: Answer) => void): void;
      };
    };
    interface Answer {
      readonly listServicesResponse?: { readonly service: readonly { readonly name: string }[] };
      readonly fileDescriptorResponse?: { readonly fileDescriptorProto: readonly Buffer[] };
    }
    const stream = client.serverReflectionInfo();
    const answers: Answer[] = [];
    const done = new Promise<void>((resolve) => stream.on('end', () => resolve()));
    stream.on('data', (answer) => answers.push(answer));
    stream.write({ listServices: '' });
    stream.write({ fileContainingSymbol: ADS });
    stream.end();
    await done;
    client.close();
    const names = answers[0]?.listServicesResponse?.service.map(({ name }) => name);
    expect(names).to.include.members([
      ADS,
      'envoy.service.cluster.v3.ClusterDiscoveryService',
      'envoy.service.endpoint.v3.EndpointDiscoveryService',
      'envoy.service.listener.v3.ListenerDiscoveryService',
      'envoy.service.route.v3.RouteDiscoveryService',
      'envoy.service.status.v3.ClientStatusDiscoveryService',
      'grpc.health.v1.Health',
    ]);
    const text = answers[1]?.fileDescriptorResponse?.fileDescriptorProto.map(String).join('');
    expect(text).to.include('resource_names');
    // As grpcurl and others in Go need it: where a type is, its full name, and protoc's names for the entries of maps.
    expect(text).to.include('envoy_config_core_v3.proto');
    expect(text).to.include('.envoy.config.core.v3.Node');
    expect(text).to.include('.DeltaDiscoveryRequest.InitialResourceVersionsEntry');
  });
});
