import { Client, credentials, status, type StatusObject } from '@grpc/grpc-js';
import { connectXds } from '@xdsim/testkit';
import { expect } from 'chai';
import { cluster, objects, startServer, serverWith } from '../start.js';

const method = '/envoy.service.discovery.v3.AggregatedDiscoveryService/';
const asIs = (bytes: Buffer): Buffer => bytes;

/** Sends bytes on a stream of its own and tells how it ended. */
async function send(address: string, call: string, bytes: readonly number[]): Promise<StatusObject> {
  const client = new Client(address, credentials.createInsecure());
  const stream = client.makeBidiStreamRequest(method + call, asIs, asIs);
  stream.on('error', () => {}).on('data', () => {});
  stream.write(Buffer.from([...bytes]));
  const end = await new Promise<StatusObject>((resolve) => stream.on('status', resolve));
  client.close();
  return end;
}

describe('a request that makes no sense', () => {
  for (const call of ['StreamAggregatedResources', 'DeltaAggregatedResources'])
    it(`ends its own stream of ${call} with INVALID_ARGUMENT, and no other`, async () => {
      await using server = await serverWith('a');
      await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { autoAck: true });
      proxy.subscribe('clusters');
      await proxy.next('clusters');

      const garbage = await send(server.xdsAddress, call, [0xff, 0xff, 0xff, 0xff]);
      expect(garbage).to.include({ code: status.INVALID_ARGUMENT });
      expect(garbage.details).to.contain('DiscoveryRequest');
      const anonymous = await send(server.xdsAddress, call, []);
      expect(anonymous).to.include({ code: status.INVALID_ARGUMENT });

      server.registry.apply(objects('b'));
      expect([...(await proxy.next('clusters')).resources.keys()]).to.include(cluster('b'));
      expect(server.proxies()).to.have.length(1);
    });

  it('ends a stream whose first request has no node id', async () => {
    await using server = await startServer();
    await using proxy = await connectXds(server.xdsAddress, { id: '' });
    proxy.subscribe('clusters');
    expect(await proxy.ended).to.include({ code: status.INVALID_ARGUMENT });
  });

  it('may ask for a type that is not served, and is served the others', async () => {
    await using server = await startServer();
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { autoAck: true });
    proxy.send({ type_url: 'type.googleapis.com/foo.Bar' });
    proxy.subscribe('clusters');
    await proxy.next('clusters');
    await server.settled();
  });
});
