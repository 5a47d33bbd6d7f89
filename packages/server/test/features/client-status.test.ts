import { Metadata, status } from '@grpc/grpc-js';
import {
  decode,
  encode,
  typeUrls,
  type ClientConfig,
  type ClientStatusRequest,
  type ClientStatusResponse,
} from '@xdsim/envoy';
import { connectXds } from '@xdsim/testkit';
import { expect } from 'chai';
import type { Server } from '../../src/index.js';
import { callOnce, converse } from '../grpc-call.js';
import { cluster, serverWith, startServer } from '../start.js';

const service = '/envoy.service.status.v3.ClientStatusDiscoveryService';

const fetchRaw = (server: Server, request: ClientStatusRequest = {}, metadata?: Metadata) =>
  callOnce(
    server.xdsAddress,
    `${service}/FetchClientStatus`,
    encode('envoy.service.status.v3.ClientStatusRequest', request),
    metadata,
  );

async function fetchStatus(server: Server, request?: ClientStatusRequest): Promise<readonly ClientConfig[]> {
  const { code, details, answer } = await fetchRaw(server, request);
  expect(code, details).to.equal(status.OK);
  return decode('envoy.service.status.v3.ClientStatusResponse', answer ?? Buffer.alloc(0)).config ?? [];
}

/** The entry of a type as a whole, or of a resource. */
const entry = ([config]: readonly ClientConfig[], type: keyof typeof typeUrls, name?: string) =>
  config?.generic_xds_configs?.find((one) => one.type_url === typeUrls[type] && one.name === name);

describe('the client status service', () => {
  it('rule 67: says of each type and resource whether the proxy has it', async () => {
    await using server = await serverWith('a');
    expect(await fetchStatus(server)).to.deep.equal([]);
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' });
    proxy.subscribe('clusters');
    const sent = await proxy.next('clusters');
    const before = await fetchStatus(server);
    expect(before[0]?.node?.id).to.equal('web-1');
    expect(entry(before, 'clusters')).to.include({ config_status: 'STALE', version_info: sent.version });
    expect(entry(before, 'routes')).to.include({ config_status: 'NOT_SENT' });
    expect(entry(before, 'clusters', cluster('a'))).to.include({ client_status: 'REQUESTED' });

    proxy.ack(sent);
    proxy.subscribe('endpoints', [cluster('a'), 'nobody']);
    proxy.ack(await proxy.next('endpoints'));
    await server.settled();
    const after = await fetchStatus(server);
    expect(entry(after, 'clusters')).to.include({ config_status: 'SYNCED' });
    const resource = entry(after, 'clusters', cluster('a'));
    expect(resource).to.include({ client_status: 'ACKED' });
    expect(resource?.version_info).to.equal(
      server.resourcesFor('web-1')?.clusters.get(cluster('a'))?.version,
    );
    expect(resource?.xds_config).to.include({ '@type': typeUrls.clusters, name: cluster('a') });
    expect(entry(after, 'endpoints', cluster('a'))).to.include({ client_status: 'ACKED' });
    expect(entry(after, 'endpoints', 'nobody')).to.include({ client_status: 'DOES_NOT_EXIST' });
  });

  it('tells what a proxy rejected, in its words', async () => {
    await using server = await serverWith('a', 'b');
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' });
    proxy.subscribe('clusters');
    const message = `${cluster('a')}: no such luck`;
    proxy.nack(message, await proxy.next('clusters'));
    proxy.ack(await proxy.next('clusters'));
    // Answered after the ACK, as it comes on the same stream.
    proxy.subscribe('routes', ['80']);
    await proxy.next('routes');
    const told = await fetchStatus(server);
    expect(entry(told, 'clusters')).to.deep.include({
      config_status: 'ERROR',
      error_state: { details: message },
    });
    expect(entry(told, 'clusters', cluster('a'))).to.deep.include({
      client_status: 'NACKED',
      error_state: { details: message },
    });
    expect(entry(told, 'clusters', cluster('b'))).to.include({ client_status: 'ACKED' });
  });

  it('answers each request on a stream, of the proxies that are asked for, without contents if so asked', async () => {
    await using server = await serverWith('a');
    await using one = await connectXds(server.xdsAddress, { id: 'web-1' }, { autoAck: true });
    await using other = await connectXds(server.xdsAddress, { id: 'api-1' }, { autoAck: true });
    for (const proxy of [one, other]) {
      proxy.subscribe('clusters');
      await proxy.next('clusters');
    }
    await using stream = converse<ClientStatusRequest, ClientStatusResponse>(
      server.xdsAddress,
      `${service}/StreamClientStatus`,
      'envoy.service.status.v3.ClientStatusRequest',
      'envoy.service.status.v3.ClientStatusResponse',
    );
    const idsFor = async (request: ClientStatusRequest) => {
      stream.say(request);
      return (await stream.next()).config?.map(({ node }) => node?.id) ?? [];
    };
    expect(await idsFor({})).to.deep.equal(['web-1', 'api-1']);
    const matchers = [
      { exact: 'web-1' },
      { prefix: 'WEB', ignore_case: true },
      { suffix: 'eb-1' },
      { contains: 'eb' },
    ];
    for (const node_id of matchers)
      expect(await idsFor({ node_matchers: [{ node_id }] })).to.deep.equal(['web-1']);
    expect(await idsFor({ node_matchers: [{ node_id: { exact: 'web' } }] })).to.deep.equal([]);

    stream.say({ exclude_resource_contents: true });
    const contents = (await stream.next()).config?.flatMap((it) => it.generic_xds_configs ?? []) ?? [];
    expect(contents.length).to.be.above(4);
    expect(contents.filter((it) => it.xds_config)).to.deep.equal([]);
    stream.say({ node_matchers: [{ node_id: { safe_regex: { regex: '.*' } } }] });
    expect(await stream.ended).to.include({ code: status.INVALID_ARGUMENT });
  });

  it('is for those who may look at the admin address', async () => {
    await using server = await startServer({ adminToken: 'open sesame' });
    expect(await fetchRaw(server)).to.include({ code: status.UNAUTHENTICATED });
    const metadata = new Metadata();
    metadata.set('authorization', 'Bearer open sesame');
    expect(await fetchRaw(server, {}, metadata)).to.include({ code: status.OK });
  });
});
