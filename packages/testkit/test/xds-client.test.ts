import {
  typeUrls,
  type DeltaDiscoveryResponse,
  type DiscoveryResponse,
  type ResourceType,
} from '@xdsim/envoy';
import { createServer } from '@xdsim/server';
import { expect } from 'chai';
import { connectXds, StreamEndedError, until } from '../src/index.js';
import { rejection } from './rejection.js';
import { startScriptedServer, type AnyRequest } from './scripted-server.js';

let nonces = 0;

const any = (type: ResourceType, name: string) =>
  type === 'endpoints'
    ? ({ '@type': typeUrls.endpoints, cluster_name: name } as const)
    : ({ '@type': typeUrls[type as 'clusters'], name } as const);

const sotw = (type: ResourceType, version: string, names: readonly string[]): DiscoveryResponse => ({
  type_url: typeUrls[type],
  version_info: version,
  nonce: `n${++nonces}`,
  resources: names.map((name) => any(type, name)),
});

const delta = (
  type: ResourceType,
  versions: Readonly<Record<string, string>>,
  removed: readonly string[] = [],
): DeltaDiscoveryResponse => ({
  type_url: typeUrls[type],
  system_version_info: 's',
  nonce: `n${++nonces}`,
  resources: Object.entries(versions).map(([name, version]) => ({
    name,
    version,
    resource: any(type, name),
  })),
  removed_resources: removed,
});

/** Requests as they were sent, without what is empty: absent and empty are the same to the protocol. */
const sent = (requests: readonly AnyRequest[]): readonly object[] =>
  requests.map((request) =>
    Object.fromEntries(
      Object.entries(request).filter(
        ([, value]) => value !== '' && !(Array.isArray(value) && value.length === 0),
      ),
    ),
  );

const silent = { answer: () => [] };

describe('connectXds', () => {
  it('is rejected when nothing answers there', async () => {
    const error = await rejection(connectXds('127.0.0.1:1', { id: 'a' }, { timeoutMs: 100 }));
    expect(error.message).to.equal('no control plane answers at 127.0.0.1:1 within 100 ms');
  });

  describe('speaks state-of-the-world', () => {
    it('lists all names in every request, the node in the first only, version and nonce from what was processed', async () => {
      await using server = await startScriptedServer(silent);
      await using client = await connectXds(server.address, { id: 'web-1', cluster: 'web' });
      client.subscribe('endpoints', ['a']);
      client.subscribe('endpoints', ['b']);
      await until(() => server.requests.length === 2);
      server.push({ ...sotw('endpoints', '1', ['a', 'b']), nonce: 'x' });
      await client.next('endpoints');
      client.subscribe('endpoints', ['c']);
      client.ack();
      client.unsubscribe('endpoints', ['a', 'b']);
      client.unsubscribe('endpoints');
      await until(() => server.requests.length === 6);
      const type_url = typeUrls.endpoints;
      expect(sent(server.requests)).to.deep.equal([
        { type_url, node: { id: 'web-1', cluster: 'web' }, resource_names: ['a'] },
        { type_url, resource_names: ['a', 'b'] },
        { type_url, resource_names: ['a', 'b', 'c'] },
        { type_url, resource_names: ['a', 'b', 'c'], version_info: '1', response_nonce: 'x' },
        { type_url, resource_names: ['c'], version_info: '1', response_nonce: 'x' },
        { type_url, version_info: '1', response_nonce: 'x' },
      ]);
    });

    it('rejects with the version in force and the reason, and holds what it held', async () => {
      await using server = await startScriptedServer(silent);
      await using client = await connectXds(server.address, { id: 'web-1' });
      client.subscribe('clusters');
      await until(() => server.requests.length === 1);
      server.push({ ...sotw('clusters', '1', ['a']), nonce: 'x' });
      server.push({ ...sotw('clusters', '2', ['b']), nonce: 'y' });
      await client.next('clusters');
      client.ack();
      await client.next('clusters');
      client.nack('b is bad');
      await until(() => server.requests.length === 3);
      expect(sent(server.requests)[2]).to.deep.equal({
        type_url: typeUrls.clusters,
        version_info: '1',
        response_nonce: 'y',
        error_detail: { code: 3, message: 'b is bad' },
      });
      expect([...client.resources('clusters').keys()]).to.deep.equal(['a']);
    });

    it('holds of clusters what the last response had, of endpoints what any had', async () => {
      await using server = await startScriptedServer(silent);
      await using client = await connectXds(server.address, { id: 'web-1' }, { autoAck: true });
      client.subscribe('clusters');
      client.subscribe('endpoints', ['a', 'b']);
      await until(() => server.requests.length === 2);
      for (const type of ['clusters', 'endpoints'] as const) {
        server.push(sotw(type, '1', ['a']));
        server.push(sotw(type, '2', ['b']));
        await client.next(type);
        await client.next(type);
      }
      expect([...client.resources('clusters')]).to.deep.equal([['b', { name: 'b' }]]);
      expect([...client.resources('endpoints').keys()]).to.deep.equal(['a', 'b']);
      expect(client.versions('endpoints')).to.deep.equal({ a: '1', b: '2' });
    });

    it('keeps the wildcard with a star when names come on top of it', async () => {
      await using server = await startScriptedServer(silent);
      await using client = await connectXds(server.address, { id: 'web-1' });
      client.subscribe('clusters');
      expect(() => client.unsubscribe('clusters')).to.throw(TypeError, 'no request that ends the wildcard');
      client.subscribe('clusters', ['a']);
      client.unsubscribe('clusters');
      await until(() => server.requests.length === 3);
      expect(server.requests.map(({ resource_names }) => resource_names ?? [])).to.deep.equal([
        [],
        ['*', 'a'],
        [],
      ]);
    });
  });

  describe('speaks delta', () => {
    it('says what comes and what goes, and puts the nonce only into answers', async () => {
      await using server = await startScriptedServer(silent);
      await using client = await connectXds(server.address, { id: 'web-1' }, { protocol: 'delta' });
      client.subscribe('clusters', undefined, { initialVersions: { a: '1' } });
      await until(() => server.requests.length === 1);
      server.push({ ...delta('clusters', { b: '2' }), nonce: 'x' });
      server.push({ ...delta('clusters', { c: '3' }, ['b']), nonce: 'y' });
      await client.next('clusters');
      client.ack();
      expect([...client.resources('clusters').keys()]).to.deep.equal(['b']);
      await client.next('clusters');
      client.nack('c is bad');
      client.subscribe('clusters', ['d']);
      client.unsubscribe('clusters', ['d']);
      client.subscribe('clusters');
      await until(() => server.requests.length === 6);
      const type_url = typeUrls.clusters;
      expect(sent(server.requests)).to.deep.equal([
        { type_url, node: { id: 'web-1' }, initial_resource_versions: { a: '1' } },
        { type_url, response_nonce: 'x' },
        { type_url, response_nonce: 'y', error_detail: { code: 3, message: 'c is bad' } },
        { type_url, resource_names_subscribe: ['d'] },
        { type_url, resource_names_unsubscribe: ['d'] },
        { type_url, resource_names_subscribe: ['*'] },
      ]);
    });

    it('holds what was added and not removed since, with its versions', async () => {
      await using server = await startScriptedServer(silent);
      await using client = await connectXds(
        server.address,
        { id: 'web-1' },
        { protocol: 'delta', autoAck: true },
      );
      client.subscribe('routes', ['a', 'b', 'c']);
      await until(() => server.requests.length === 1);
      server.push(delta('routes', { a: '1', b: '1' }, ['c']));
      server.push(delta('routes', { b: '2' }, ['a']));
      await client.expectResponse('routes', { resources: ['b', 'a'], removed: ['c'] });
      await client.expectResponse('routes', { resources: ['b'], removed: ['a'] });
      expect([...client.resources('routes')]).to.deep.equal([['b', { name: 'b' }]]);
      expect(client.versions('routes')).to.deep.equal({ b: '2' });
    });
  });

  it('sends a request as it is', async () => {
    await using server = await startScriptedServer(silent);
    await using client = await connectXds(server.address, { id: 'web-1' });
    client.send({ type_url: typeUrls.clusters, response_nonce: 'stale', version_info: '0' });
    await until(() => server.requests.length === 1);
    expect(server.requests[0]).to.include({ response_nonce: 'stale', version_info: '0' });
  });

  it('keeps responses until they are taken, each type for itself', async () => {
    await using server = await startScriptedServer(silent);
    await using client = await connectXds(server.address, { id: 'web-1' });
    client.subscribe('clusters');
    await until(() => server.requests.length === 1);
    for (const version of ['1', '2']) server.push(sotw('clusters', version, []));
    server.push(sotw('listeners', '3', []));
    expect((await client.next('listeners')).version).to.equal('3');
    expect([(await client.next('clusters')).version, (await client.next('clusters')).version]).to.deep.equal([
      '1',
      '2',
    ]);
  });

  it('says what was expected and what came', async () => {
    await using server = await startScriptedServer({ answer: () => [sotw('clusters', '1', ['b', 'a'])] });
    await using client = await connectXds(server.address, { id: 'web-1' });
    client.subscribe('clusters');
    const error = await rejection(client.expectResponse('clusters', { resources: ['a'] }));
    expect(error.message).to.equal('expected the resources of clusters to be [a], got [a, b]');
  });

  it('says so when no response comes in time', async () => {
    await using server = await startScriptedServer(silent);
    await using client = await connectXds(server.address, { id: 'web-1' });
    const error = await rejection(client.next('clusters', { timeoutMs: 30 }));
    expect(error.message).to.equal('no response of clusters came within 30 ms');
  });

  it('tells how the server ended the stream, to those who wait and to those who ask', async () => {
    await using server = await startScriptedServer({
      answer: (_request, stream) => {
        stream.emit('error', { code: 3, details: 'what is this' });
        return [];
      },
    });
    await using client = await connectXds(server.address, { id: 'web-1' });
    const wait = rejection(client.next('clusters'));
    client.subscribe('clusters');
    const error = await wait;
    expect(error).to.be.instanceOf(StreamEndedError);
    expect(error.message).to.equal('the server ended the stream with status 3: what is this');
    expect(await client.ended).to.deep.equal({ code: 3, details: 'what is this' });
    expect(await rejection(client.expectQuiet('clusters'))).to.be.instanceOf(StreamEndedError);
  });

  it('has nothing to acknowledge or to reject before a response was taken', async () => {
    await using server = await startScriptedServer(silent);
    await using client = await connectXds(server.address, { id: 'web-1' });
    expect(() => client.ack()).to.throw(TypeError, 'no response');
    expect(() => client.nack('why')).to.throw(TypeError, 'no response');
  });

  describe('expectQuiet', () => {
    it('finds what was not taken yet', async () => {
      await using server = await startScriptedServer({ answer: () => [sotw('clusters', '1', ['a'])] });
      await using client = await connectXds(server.address, { id: 'web-1' });
      client.subscribe('clusters');
      const error = await rejection(client.expectQuiet('clusters', 2_000));
      expect(error.message).to.match(
        /^expected nothing of clusters, got the response n\d+ with resources \[a\]$/,
      );
    });

    for (const protocol of ['sotw', 'delta'] as const) {
      it(`needs no waiting where a probe is answered (${protocol})`, async () => {
        await using server = await createServer({ xdsAddress: '127.0.0.1:0', adminAddress: '127.0.0.1:0' });
        await using client = await connectXds(server.xdsAddress, { id: 'web-1' }, { protocol });
        client.subscribe('clusters');
        client.subscribe('endpoints', ['mine']);
        await client.next('clusters');
        client.ack();
        await client.next('endpoints');
        client.ack();
        const start = performance.now();
        await client.expectQuiet('clusters', 20_000);
        await client.expectQuiet('listeners', 20_000);
        expect(performance.now() - start).to.be.lessThan(10_000);
        // What belongs to the probes is not seen, and they leave nothing behind.
        await client.expectQuiet('endpoints', 50);
        expect([...client.resources('endpoints').keys()]).to.deep.equal(protocol === 'sotw' ? ['mine'] : []);
      });
    }
  });
});
