import { decode, encode, resourceTypes, typeUrls } from '@xdsim/envoy';
import { expect } from 'chai';
import { settled, type Protocol } from '../src/index.js';
import { connect } from './scripted-client.js';

const protocols: readonly Protocol[] = ['sotw', 'delta'];

for (const protocol of protocols) {
  describe(`exchanges on ${protocol}`, () => {
    it('rule 34: what was not asked for is not sent', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a b', routes: 'x y' });
      expect(client.ask('endpoints', 'a')).to.deep.equal(['endpoints: a']);
      client.ack('endpoints');
      expect(client.publish({ endpoints: 'a b:2', routes: 'x y:2' })).to.deep.equal([]);
    });

    it('rule 54: a client that asks for listeners first, and by name, gets on as well', () => {
      const client = connect(protocol);
      client.publish({ listeners: 'l m', routes: 'l m', clusters: 'a b', endpoints: 'a b' });
      for (const [type, name] of [
        ['listeners', 'l'],
        ['routes', 'l'],
        ['clusters', 'a'],
        ['endpoints', 'a'],
      ] as const) {
        expect(client.ask(type, name)).to.deep.equal([`${type}: ${name}`]);
        client.ack(type);
      }
      expect(settled(client.state, 1)).to.equal(true);
    });

    it('rule 56: each resource is of the type that its response names', () => {
      const client = connect(protocol);
      client.publish({ listeners: 'l', routes: 'l', clusters: 'a', endpoints: 'a', secrets: 'l' });
      for (const type of resourceTypes) {
        client.ask(type, type === 'endpoints' || type === 'clusters' ? 'a' : 'l');
        const { typeUrl, resources } = client.lastOf(type);
        expect(resources.map((resource) => [resource.typeUrl, resource.type])).to.deep.equal([
          [typeUrl, type],
        ]);
        expect(typeUrl).to.equal(typeUrls[type]);
      }
    });

    it('rule 58: an assignment of which an endpoint changes is sent whole', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a' });
      client.ask('endpoints', 'a');
      client.ack('endpoints');
      client.publish({ endpoints: 'a:2' });
      expect(client.lastOf('endpoints').resources[0]?.message).to.deep.equal({
        cluster_name: 'a',
        endpoints: [{ priority: 2 }],
      });
    });

    it('rule 70: a client that answers late gets all that happened meanwhile in one response', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a' });
      client.ask('clusters');
      for (let i = 2; i < 20; i++) expect(client.publish({ clusters: `a:${i} b:${i}` })).to.deep.equal([]);
      expect(client.ack('clusters')).to.deep.equal(['clusters: a b']);
      client.ack('clusters');
      expect(settled(client.state, 19)).to.equal(true);
    });
  });
}

describe('requests of newer clients', () => {
  it('rule 38: fields that are not known do no harm', () => {
    const name = 'envoy.service.discovery.v3.DiscoveryRequest';
    const known = encode(name, { type_url: typeUrls.clusters, resource_names: ['a'] });
    // Field 99, of three bytes.
    const bytes = Buffer.concat([known, Buffer.from([0x9a, 0x06, 0x03, 1, 2, 3])]);
    expect(decode(name, bytes)).to.deep.equal({ type_url: typeUrls.clusters, resource_names: ['a'] });
  });
});
