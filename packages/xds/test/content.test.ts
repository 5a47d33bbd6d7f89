import { resource, resourceSet, type Listener } from '@xdsim/envoy';
import { expect } from 'chai';
import { openStream, type Protocol } from '../src/index.js';
import { connectionManager, make } from './fixtures.js';
import { connect } from './scripted-client.js';

const protocols: readonly Protocol[] = ['sotw', 'delta'];

for (const protocol of protocols) {
  describe(`content on ${protocol}`, () => {
    it('rule 11: equal content has equal versions on all servers, other content another', () => {
      const versions = ['a b', 'b a', 'a b:2', 'a'].map((clusters) => {
        const client = connect(protocol);
        client.publish({ clusters });
        client.ask('clusters');
        return client.lastOf('clusters').version;
      });
      expect(versions[1], 'the order says nothing').to.equal(versions[0]);
      expect(new Set(versions).size).to.equal(3);
      for (const version of versions) expect(version).to.match(/^[0-9a-f]{16}$/);
    });

    it('rule 11: the version is that of what this stream sees, however it came there', () => {
      const [long, short] = [connect(protocol), connect(protocol)];
      long.publish({ endpoints: 'a b c' });
      long.ask('endpoints', 'a', 'b', 'x');
      long.ack('endpoints');
      long.publish({ endpoints: 'a b:2 c:2 x' });
      long.ack('endpoints');
      long.publish({ endpoints: 'a b:3 x' });

      short.publish({ endpoints: 'x b:3 a y' });
      short.ask('endpoints', 'x', 'b', 'a');
      expect(long.lastOf('endpoints').version).to.equal(short.lastOf('endpoints').version);
    });

    it('rule 13: what is published again is not sent again', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a', endpoints: 'a b' });
      client.ask('clusters');
      client.ask('endpoints', 'a', 'b');
      client.ackAll('clusters', 'endpoints');
      for (let i = 0; i < 100; i += 1) {
        expect(client.publish({ clusters: 'a', endpoints: 'a b' })).to.deep.equal([]);
      }
    });

    it('rule 13: nor is what was translated anew and came out the same', () => {
      const client = connect(protocol);
      client.publishAs(resourceSet([make('clusters', 'a'), make('clusters', 'b')]));
      client.ask('clusters');
      client.ack('clusters');
      const again = [{ ...make('clusters', 'b') }, { ...make('clusters', 'a') }];
      expect(client.publishAs(resourceSet(again))).to.deep.equal([]);
    });

    it('rule 13: nor what changed and changed back while a response was in flight', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a' });
      client.ask('clusters');
      client.publish({ clusters: 'a:2' });
      client.publish({ clusters: 'a' });
      expect(client.ack('clusters')).to.deep.equal([]);
    });

    it('rule 46: an assignment is sent again after its cluster was added or changed', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a b', endpoints: 'a b' });
      client.ask('clusters');
      client.ask('endpoints', 'a', 'b');
      client.ackAll('clusters', 'endpoints');
      const all = protocol === 'sotw' ? 'clusters: a b' : 'clusters: b';
      expect(client.publish({ clusters: 'a b:2', endpoints: 'a b' })).to.deep.equal([all, 'endpoints: b']);
    });

    it('rule 46: only if it is asked for', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a', endpoints: 'a' });
      client.ask('clusters');
      client.ask('endpoints', 'other');
      client.ackAll('clusters', 'endpoints');
      expect(client.publish({ clusters: 'a:2 missing', endpoints: 'a' })).to.have.length(1);
    });

    it('rule 46: it waits for its turn if one is in flight', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a', endpoints: 'a' });
      client.ask('clusters');
      client.ack('clusters');
      client.ask('endpoints', 'a');
      expect(client.publish({ clusters: 'a:2', endpoints: 'a' })).to.deep.equal(['clusters: a']);
      expect(client.ack('endpoints')).to.deep.equal(['endpoints: a']);
    });

    it('rule 46: the name of an assignment is the service name of its cluster', () => {
      const made = (timeout: string) => [
        resource('clusters', {
          name: 'c',
          type: 'EDS',
          connect_timeout: timeout,
          eds_cluster_config: { service_name: 'a' },
        }),
        resource('clusters', { name: 'static', type: 'STATIC', connect_timeout: timeout }),
        make('endpoints', 'a'),
        make('endpoints', 'static'),
      ];
      const client = connect(protocol);
      client.publish({ endpoints: 'a static' });
      client.ask('endpoints', 'a', 'static');
      client.ack('endpoints');
      client.ask('clusters');
      client.ack('clusters');
      expect(client.publishAs(resourceSet(made('3s')))).to.deep.equal(['clusters: c static', 'endpoints: a']);
    });

    it('rules 50 and 53: one change is sent in the order clusters, endpoints, listeners, routes', () => {
      const client = connect(protocol);
      for (const type of ['routes', 'listeners', 'endpoints', 'clusters']) client.ask(type, '*');
      const all = { clusters: 'a', endpoints: 'a', listeners: 'x', routes: 'x' };
      expect(client.publish(all)).to.deep.equal(['clusters: a', 'endpoints: a', 'listeners: x', 'routes: x']);
    });

    it('rule 55: a client that asks for less than there is gets what it asks for', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a b' });
      expect(client.ask('endpoints', 'a')).to.deep.equal(['endpoints: a']);
    });

    it('rule 61: the first request for everything is answered, and be it with nothing', () => {
      const client = connect(protocol);
      client.publish({});
      expect(client.ask('clusters')).to.deep.equal(['clusters:']);
      expect(client.ask('listeners', '*')).to.deep.equal(['listeners:']);
    });
  });
}

describe('content in SotW', () => {
  it('rule 39: clusters and listeners are always sent as a whole, and absence is deletion', () => {
    const client = connect('sotw');
    client.publish({ clusters: 'a b' });
    client.ask('clusters');
    client.ack('clusters');
    expect(client.publish({ clusters: 'a b c' })).to.deep.equal(['clusters: a b c']);
    client.ack('clusters');
    expect(client.publish({ clusters: 'b c' })).to.deep.equal(['clusters: b c']);
    client.ack('clusters');
    expect(client.publish({})).to.deep.equal(['clusters:']);
  });

  it('rule 39: a cluster that is asked for by name and does not exist is answered by its absence', () => {
    const client = connect('sotw');
    client.publish({ clusters: 'a' });
    expect(client.ask('clusters', 'x')).to.deep.equal(['clusters:']);
  });

  it('rule 39: nothing is sent before there is content', () => {
    const client = connect('sotw');
    expect(client.ask('clusters')).to.deep.equal([]);
  });

  it('rule 40: of endpoints and routes only what changed is sent', () => {
    const client = connect('sotw');
    client.publish({ endpoints: 'a b', routes: 'x y' });
    client.ask('endpoints', 'a', 'b');
    client.ask('routes', 'x', 'y');
    client.ackAll('endpoints', 'routes');
    expect(client.publish({ endpoints: 'a b:2', routes: 'x:2 y' })).to.deep.equal([
      'endpoints: b',
      'routes: x',
    ]);
  });

  it('rule 40: a route that goes away is not sent, its listener takes it along', () => {
    const client = connect('sotw');
    client.publish({ routes: 'x y' });
    client.ask('routes', 'x', 'y');
    client.ack('routes');
    expect(client.publish({ routes: 'x' })).to.deep.equal([]);
  });

  it('rule 45: endpoints that do not exist are answered with an empty assignment', () => {
    const client = connect('sotw');
    client.publish({ endpoints: 'a' });
    expect(client.ask('endpoints', 'a', 'x')).to.deep.equal(['endpoints: a x']);
    expect(client.lastOf('endpoints').resources[1]?.message).to.deep.equal({ cluster_name: 'x' });
    client.ack('endpoints');
    expect(client.publish({ endpoints: 'a' })).to.deep.equal([]);
    expect(client.publish({}), 'and so are those that go').to.deep.equal(['endpoints: a']);
    expect(client.lastOf('endpoints').resources[0]?.message).to.deep.equal({ cluster_name: 'a' });
  });

  it('rule 45: what is answered instead can be chosen', () => {
    const asked: string[] = [];
    const fallback = (type: string, name: string) => {
      asked.push(`${type} ${name}`);
      return type === 'routes' ? make('routes', name, 9) : undefined;
    };
    const client = connect('sotw', { fallback });
    client.publish({});
    expect(client.ask('endpoints', 'x')).to.deep.equal([]);
    expect(client.ask('routes', 'y')).to.deep.equal(['routes: y']);
    expect(new Set(asked)).to.deep.equal(new Set(['endpoints x', 'routes y']));
  });

  it('rule 47: a request that only repeats itself is answered once after its cluster was sent', () => {
    const client = connect('sotw');
    client.publish({ clusters: 'a b', endpoints: 'a b' });
    client.ask('clusters');
    client.ack('clusters');
    client.ask('endpoints', 'a', 'b');
    client.ack('endpoints');
    expect(client.ask('endpoints'), 'nothing has happened').to.deep.equal([]);
    client.publish({ clusters: 'a:2 b', endpoints: 'a b' });
    client.ackAll('clusters', 'endpoints');
    expect(client.ask('endpoints')).to.deep.equal(['endpoints: a']);
    client.ack('endpoints');
    expect(client.ask('endpoints'), 'no loop').to.deep.equal([]);
  });
});

describe('requests that repeat themselves', () => {
  it('rule 47: are about all clusters that were sent since the last of them', () => {
    const client = connect('sotw');
    client.publish({ clusters: 'a b', endpoints: 'a b' });
    client.ask('clusters');
    client.ack('clusters');
    client.ask('endpoints', 'a', 'b');
    client.ack('endpoints');
    client.publish({ clusters: 'a:2 b', endpoints: 'a b' });
    client.ackAll('clusters', 'endpoints');
    client.publish({ clusters: 'a:2 b:2', endpoints: 'a b' });
    client.ackAll('clusters', 'endpoints');
    expect(client.ask('endpoints')).to.deep.equal(['endpoints: a b']);
  });
});

describe('content on delta', () => {
  it('rule 41: what goes away is removed by name, of all types', () => {
    const client = connect('delta');
    const all = { clusters: 'a b', endpoints: 'a b', listeners: 'a b', routes: 'a b' };
    for (const type of Object.keys(all)) client.ask(type, '*');
    client.publish(all);
    client.ackAll('clusters', 'endpoints', 'listeners', 'routes');
    expect(client.publish({ clusters: 'a', endpoints: 'a', listeners: 'a', routes: 'a' })).to.deep.equal([
      'listeners: -b',
      'routes: -b',
    ]);
    expect(client.ackAll('listeners', 'routes'), 'clusters go last').to.deep.equal(['clusters: -b']);
    expect(client.ack('clusters'), 'and then what was theirs').to.deep.equal(['endpoints: -b']);
  });

  it('rule 44: a name that does not exist is removed at once, and sent when it comes into being', () => {
    const client = connect('delta');
    client.publish({ endpoints: 'a' });
    expect(client.ask('endpoints', 'a', 'x')).to.deep.equal(['endpoints: a -x']);
    client.ack('endpoints');
    expect(client.publish({ endpoints: 'a x' })).to.deep.equal(['endpoints: x']);
    client.ack('endpoints');
    expect(client.publish({ endpoints: 'a' })).to.deep.equal(['endpoints: -x']);
  });

  it('rule 46: a route configuration is sent again after its listener was added or changed', () => {
    const client = connect('delta');
    client.publish({ listeners: 'x y', routes: 'x y' });
    client.ask('listeners');
    client.ask('routes', 'x', 'y');
    client.ackAll('listeners', 'routes');
    expect(client.publish({ listeners: 'x:2 y', routes: 'x y' })).to.deep.equal([
      'listeners: x',
      'routes: x',
    ]);
  });

  it('rule 46: whichever way a listener refers to its routes', () => {
    const filter = { name: 'hcm', typed_config: connectionManager('r') };
    const ways: readonly Partial<Listener>[] = [
      { filter_chains: [{ filters: [{ name: 'other' }] }, { filters: [filter] }] },
      { default_filter_chain: { filters: [filter] } },
      { api_listener: { api_listener: filter.typed_config } },
    ];
    for (const way of ways) {
      const client = connect('delta');
      client.publish({ routes: 'r s' });
      client.ask('listeners');
      client.ask('routes', 'r', 's');
      client.ackAll('listeners', 'routes');
      const listener = resource('listeners', { name: 'x', ...way });
      const content = resourceSet([listener, make('routes', 'r'), make('routes', 's')]);
      expect(client.publishAs(content)).to.deep.equal(['listeners: x', 'routes: r']);
    }
  });

  it('rule 48: endpoints that were asked for before the clusters are sent again after them', () => {
    const client = connect('delta');
    client.publish({ clusters: 'a', endpoints: 'a' });
    expect(client.ask('endpoints', 'a')).to.deep.equal(['endpoints: a']);
    client.ack('endpoints');
    expect(client.ask('clusters')).to.deep.equal(['clusters: a', 'endpoints: a']);
  });

  it('rule 48: endpoints that do not exist are removed again, so that the cluster stops waiting', () => {
    const client = connect('delta');
    client.publish({ clusters: 'a' });
    client.ask('clusters');
    client.ack('clusters');
    client.ask('endpoints', 'a');
    client.ack('endpoints');
    expect(client.publish({ clusters: 'a:2' })).to.deep.equal(['clusters: a', 'endpoints: -a']);
  });
});

describe('streams', () => {
  it('rule 62: two streams with one node id have nothing to do with each other', () => {
    const [one, other] = [connect('delta'), connect('delta')];
    for (const client of [one, other]) client.publish({ clusters: 'a' });
    one.ask('clusters');
    one.ack('clusters');
    expect(other.ask('clusters')).to.deep.equal(['clusters: a']);
    expect(openStream('delta').types.size).to.equal(0);
  });
});
