import { decode, resource, toJson } from '@xdsim/envoy';
import { expect } from 'chai';
import { emptyAssignment, encodeResponse, type Protocol, type Response } from '../src/index.js';
import { content } from './fixtures.js';
import { connect } from './scripted-client.js';

const identifier = '{"component":"xdsim"}';

const encoded = (...args: Parameters<typeof encodeResponse>): Uint8Array => {
  const { shared, own } = encodeResponse(...args);
  return Buffer.concat([shared, own]);
};

describe('encodeResponse', () => {
  it('rules 17, 19 and 20: a SotW response holds version, resources, type, nonce and who sent it', () => {
    const client = connect('sotw');
    client.publish({ clusters: 'a b' });
    client.ask('clusters');
    const response = client.lastOf('clusters');
    const bytes = encoded('sotw', response, identifier);
    expect(decode('envoy.service.discovery.v3.DiscoveryResponse', bytes)).to.deep.equal({
      version_info: response.version,
      resources: response.resources.map((resource) => ({ '@type': resource.typeUrl, ...toJson(resource) })),
      type_url: response.typeUrl,
      nonce: response.nonce,
      control_plane: { identifier },
    });
  });

  it('rules 41 and 43: a delta response has each name and version, and the names that are removed', () => {
    const client = connect('delta');
    client.publish({ endpoints: 'a b' });
    client.ask('endpoints', 'a', 'b', 'ghost', 'phantom');
    const response = client.lastOf('endpoints');
    const bytes = encoded('delta', response, identifier);
    expect(decode('envoy.service.discovery.v3.DeltaDiscoveryResponse', bytes)).to.deep.equal({
      system_version_info: response.version,
      resources: response.resources.map((resource) => ({
        name: resource.name,
        version: resource.version,
        resource: { '@type': resource.typeUrl, ...toJson(resource) },
      })),
      type_url: response.typeUrl,
      nonce: response.nonce,
      removed_resources: ['ghost', 'phantom'],
      control_plane: { identifier },
    });
  });

  it('an empty response and one of many long resources are encoded alike', () => {
    const names = Array.from({ length: 300 }, (_, i) => `cluster-${i}-${'é'.repeat(i)}`);
    for (const protocol of ['sotw', 'delta'] as const) {
      const empty = sendClusters(protocol, []);
      expect(namesIn(protocol, encoded(protocol, empty, identifier))).to.deep.equal([]);
      const full = sendClusters(protocol, names);
      expect(namesIn(protocol, encoded(protocol, full, identifier))).to.deep.equal(names.toSorted());
    }
  });

  it('the same resources are encoded for each protocol', () => {
    const response = sendClusters('sotw', ['a']);
    for (const protocol of ['sotw', 'delta', 'sotw'] as const) {
      expect(namesIn(protocol, encoded(protocol, response, identifier))).to.deep.equal(['a']);
    }
  });

  it('what one stream or server says is not what another says', () => {
    const response = sendClusters('sotw', ['a']);
    const decodeSotw = (bytes: Uint8Array) => decode('envoy.service.discovery.v3.DiscoveryResponse', bytes);
    const one = encoded('sotw', response, 'one');
    const two = encoded('sotw', { ...response, nonce: '17' }, 'two');
    expect(decodeSotw(one)).to.deep.include({ nonce: response.nonce, control_plane: { identifier: 'one' } });
    expect(decodeSotw(two)).to.deep.include({ nonce: '17', control_plane: { identifier: 'two' } });
  });

  it('an assignment that stands for none is the one that the codec would make', () => {
    for (const name of ['a', 'outbound|80||é.example.com', 'long'.repeat(100)])
      expect(emptyAssignment('endpoints', name)).to.deep.equal(resource('endpoints', { cluster_name: name }));
  });

  for (const protocol of ['sotw', 'delta'] as const) {
    it(`streams of one view share the resources of their responses on ${protocol}`, () => {
      const clients = [connect(protocol), connect(protocol), connect(protocol)];
      const types = ['clusters', 'endpoints', 'listeners'] as const;
      const before = content({ clusters: 'a b', endpoints: 'a b', listeners: 'x' });
      const after = content({ clusters: 'a b:2', endpoints: 'a b:2', listeners: 'x:2' });
      const expectShared = () => {
        for (const type of types) {
          const arrays = clients.map((client) => client.lastOf(type).resources);
          expect(new Set(arrays).size, `arrays of ${type}`).to.equal(1);
        }
      };
      for (const client of clients) {
        client.publishAs(before);
        client.ask('clusters');
        client.ask('listeners', '*');
        client.ask('endpoints', 'b', 'a');
      }
      expectShared();
      for (const client of clients) {
        client.ackAll(...types);
        client.publishAs(after);
      }
      expectShared();
    });
  }
});

function sendClusters(protocol: Protocol, names: readonly string[]): Response {
  const client = connect(protocol);
  client.publish({ clusters: names.join(' ') });
  client.ask('clusters');
  return client.lastOf('clusters');
}

function namesIn(protocol: Protocol, bytes: Uint8Array): readonly (string | undefined)[] {
  if (protocol === 'delta') {
    const { resources = [] } = decode('envoy.service.discovery.v3.DeltaDiscoveryResponse', bytes);
    return resources.map(({ name }) => name);
  }
  const { resources = [] } = decode('envoy.service.discovery.v3.DiscoveryResponse', bytes);
  return resources.map((resource) => ('name' in resource ? (resource.name as string) : undefined));
}
