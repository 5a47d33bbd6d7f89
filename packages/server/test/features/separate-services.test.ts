import { status } from '@grpc/grpc-js';
import {
  encode,
  typeUrls,
  type DeltaDiscoveryRequest,
  type DeltaDiscoveryResponse,
  type DiscoveryRequest,
  type DiscoveryResponse,
  type ResourceType,
} from '@xdsim/envoy';
import { expect } from 'chai';
import { callOnce, converse } from '../grpc-call.js';
import { cluster, objects, serverWith } from '../start.js';

/** What each service is called, and what is asked of it. */
const services = [
  { type: 'clusters', kind: 'Cluster', plural: 'Clusters', names: [] },
  { type: 'endpoints', kind: 'Endpoint', plural: 'Endpoints', names: [cluster('a')] },
  { type: 'listeners', kind: 'Listener', plural: 'Listeners', names: [] },
  { type: 'routes', kind: 'Route', plural: 'Routes', names: ['80'] },
] as const satisfies readonly {
  type: ResourceType;
  kind: string;
  plural: string;
  names: readonly string[];
}[];

const node = { id: 'web-1' };
const pathOf = (kind: string, method: string): string =>
  `/envoy.service.${kind.toLowerCase()}.v3.${kind}DiscoveryService/${method}`;

const sotw = (address: string, kind: string, plural: string) =>
  converse<DiscoveryRequest, DiscoveryResponse>(
    address,
    pathOf(kind, `Stream${plural}`),
    'envoy.service.discovery.v3.DiscoveryRequest',
    'envoy.service.discovery.v3.DiscoveryResponse',
  );

const delta = (address: string, kind: string, plural: string) =>
  converse<DeltaDiscoveryRequest, DeltaDiscoveryResponse>(
    address,
    pathOf(kind, `Delta${plural}`),
    'envoy.service.discovery.v3.DeltaDiscoveryRequest',
    'envoy.service.discovery.v3.DeltaDiscoveryResponse',
  );

describe('the services of one type each', () => {
  it('rule 18: on a stream of one type the type URL need not be named', async () => {
    await using server = await serverWith('a');
    for (const { type, kind, plural, names } of services) {
      await using stream = sotw(server.xdsAddress, kind, plural);
      stream.say({ node, resource_names: names });
      const response = await stream.next();
      expect(response.type_url, kind).to.equal(typeUrls[type]);
      expect(response.resources?.length, kind).to.be.above(0);
      expect(response.control_plane?.identifier, kind).to.match(/^xdsim /);
    }
  });

  it('speak incrementally as well', async () => {
    await using server = await serverWith('a');
    for (const { type, kind, plural, names } of services) {
      await using stream = delta(server.xdsAddress, kind, plural);
      stream.say({ node, type_url: typeUrls[type], resource_names_subscribe: names });
      const response = await stream.next();
      expect(response.type_url, kind).to.equal(typeUrls[type]);
      expect(response.resources?.length, kind).to.be.above(0);
    }
  });

  it('follow what changes, without the other types', async () => {
    await using server = await serverWith('a');
    await using stream = delta(server.xdsAddress, 'Cluster', 'Clusters');
    stream.say({ node });
    stream.say({ response_nonce: (await stream.next()).nonce });
    for (const name of ['b', 'c']) {
      server.registry.apply(objects(name));
      const { resources, nonce } = await stream.next();
      expect(resources?.map((one) => one.name)).to.deep.equal([cluster(name)]);
      stream.say({ response_nonce: nonce });
    }
    await server.settled();
    server.registry.delete({ kind: 'ServiceEntry', namespace: 'default', name: 'b' });
    expect((await stream.next()).removed_resources).to.deep.equal([cluster('b')]);
  });

  it('rule 35: each of several streams of one client has its own names', async () => {
    await using server = await serverWith('a', 'b');
    await using one = sotw(server.xdsAddress, 'Endpoint', 'Endpoints');
    await using other = sotw(server.xdsAddress, 'Endpoint', 'Endpoints');
    for (const [stream, name] of [
      [one, 'a'],
      [other, 'b'],
    ] as const) {
      stream.say({ node, resource_names: [cluster(name)] });
      const { resources } = await stream.next();
      expect(resources?.map((it) => (it as { cluster_name?: string }).cluster_name)).to.deep.equal([
        cluster(name),
      ]);
    }
  });

  it('rule 18: another type than that of the stream ends it', async () => {
    await using server = await serverWith('a');
    await using stream = sotw(server.xdsAddress, 'Cluster', 'Clusters');
    stream.say({ node, type_url: typeUrls.routes });
    expect(await stream.ended).to.include({
      code: status.INVALID_ARGUMENT,
      details: `this stream is for ${typeUrls.clusters} alone, not for ${typeUrls.routes}`,
    });
  });

  it('do not answer those who ask once, and say what to do instead', async () => {
    await using server = await serverWith('a');
    const request = encode('envoy.service.discovery.v3.DiscoveryRequest', { node });
    for (const { kind, plural } of services) {
      const outcome = await callOnce(server.xdsAddress, pathOf(kind, `Fetch${plural}`), request);
      expect(outcome).to.deep.equal({
        code: status.UNIMPLEMENTED,
        details: `xdsim answers on streams: use Stream${plural} or Delta${plural}`,
      });
    }
  });
});
