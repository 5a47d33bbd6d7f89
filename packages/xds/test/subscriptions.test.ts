import { expect } from 'chai';
import type { Protocol } from '../src/index.js';
import { connect } from './scripted-client.js';

const protocols: readonly Protocol[] = ['sotw', 'delta'];

for (const protocol of protocols) {
  describe(`subscriptions on ${protocol}`, () => {
    it('rule 21: the name * asks for everything, alone or with names', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a b', endpoints: 'a b' });
      expect(client.ask('clusters', '*')).to.deep.equal(['clusters: a b']);
      expect(client.ask('endpoints', '*', 'a')).to.deep.equal(['endpoints: a b']);
    });

    it('rule 22: a first request without names asks for everything, and stays with it', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a' });
      expect(client.ask('clusters')).to.deep.equal(['clusters: a']);
      client.ack('clusters');
      expect(client.publish({ clusters: 'a b' })).to.have.length(1);
    });

    it('rule 22: endpoints and routes have no legacy wildcard', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a', routes: 'r' });
      expect([client.ask('endpoints'), client.ask('routes')]).to.deep.equal([[], []]);
      expect(client.ask('endpoints', 'a')).to.deep.equal(['endpoints: a']);
    });

    it('rule 23: an empty list after a list with names asks for nothing, never for everything', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a b' });
      client.ask('clusters', 'a');
      client.ack('clusters');
      expect(client.drop('clusters', 'a')).to.deep.equal([]);
      expect(client.publish({ clusters: 'a:2 b:2 c' })).to.deep.equal([]);
    });

    it('rule 24: what is no longer asked for is no longer sent', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a b' });
      client.ask('endpoints', 'a', 'b');
      client.ack('endpoints');
      expect(client.drop('endpoints', 'b')).to.deep.equal([]);
      expect(client.publish({ endpoints: 'a b:2' })).to.deep.equal([]);
      expect(client.publish({ endpoints: 'a:2 b:2' })).to.deep.equal(['endpoints: a']);
    });

    it('rule 24: and neither is that it is gone', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a b', clusters: 'a b' });
      client.ask('endpoints', 'a');
      client.ask('clusters', 'a');
      client.ackAll('endpoints', 'clusters');
      expect(client.publish({ endpoints: 'a', clusters: 'a' })).to.deep.equal([]);
    });

    it('rule 26: the legacy wildcard can be switched off', () => {
      const client = connect(protocol, { legacyWildcard: () => false });
      client.publish({ clusters: 'a' });
      expect(client.ask('clusters')).to.deep.equal([]);
      expect(client.ask('clusters', 'a')).to.deep.equal(['clusters: a']);
    });

    it('rule 27: a name subscribed again is sent again, unchanged or not', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a b' });
      client.ask('endpoints', 'a', 'b');
      client.ack('endpoints');
      client.drop('endpoints', 'a');
      expect(client.ask('endpoints', 'a')).to.deep.equal(['endpoints: a']);
    });

    it('rule 27: so is a name that came with the wildcard before it was asked for', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a b' });
      client.ask('endpoints', '*');
      client.ack('endpoints');
      expect(client.ask('endpoints', 'b')).to.deep.equal(['endpoints: b']);
    });

    it('rule 27: so is everything when the wildcard comes back', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a b' });
      client.ask('clusters', '*', 'a');
      client.ack('clusters');
      client.drop('clusters', '*');
      expect(client.ask('clusters', '*')).to.deep.equal(['clusters: a b']);
    });

    it('rule 27: what was on its way then, and has gone meanwhile, is taken back', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a b' });
      client.ask('clusters', '*');
      client.drop('clusters', '*');
      client.publish({ clusters: 'b' });
      expect(client.ask('clusters', '*')).to.deep.equal([
        protocol === 'sotw' ? 'clusters: b' : 'clusters: b -a',
      ]);
    });

    it('rule 29: to unsubscribe from what was never asked for is harmless', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a' });
      expect(client.drop('endpoints', 'nope')).to.deep.equal([]);
      client.ask('endpoints', 'a');
      client.ack('endpoints');
      expect(client.drop('endpoints', 'nope')).to.deep.equal([]);
      expect(client.publish({ endpoints: 'a:2' })).to.deep.equal(['endpoints: a']);
    });

    it('rule 30: to unsubscribe is not answered', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a b' });
      client.ask('endpoints', 'a', 'b');
      client.ack('endpoints');
      expect(client.drop('endpoints', 'a')).to.deep.equal([]);
      expect(client.drop('endpoints', 'b')).to.deep.equal([]);
    });

    it('rule 30: nor is a name that was given up before it could be answered', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a' });
      client.ask('endpoints', 'a');
      client.ask('endpoints', 'missing');
      client.drop('endpoints', 'missing');
      expect(client.ack('endpoints')).to.deep.equal([]);
    });

    it('rule 33: a name that does not exist is remembered, and sent when it comes into being', () => {
      const client = connect(protocol, { fallback: () => undefined });
      client.publish({});
      client.ask('routes', 'x');
      if (protocol === 'delta') client.ack('routes');
      expect(client.publish({ routes: 'x y' })).to.deep.equal(['routes: x']);
    });

    it('rule 35: names may come one by one or together', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a b c' });
      expect(client.ask('endpoints', 'a')).to.deep.equal(['endpoints: a']);
      client.ack('endpoints');
      expect(client.ask('endpoints', 'b', 'c')).to.deep.equal(['endpoints: b c']);
    });
  });
}

describe('subscriptions that the protocols read differently', () => {
  it('rule 23: SotW [] → [*, a] → [a] → []', () => {
    const client = connect('sotw');
    client.publish({ clusters: 'a b' });
    expect(client.ask('clusters')).to.deep.equal(['clusters: a b']);
    client.ack('clusters');
    expect(client.ask('clusters', '*', 'a')).to.deep.equal(['clusters: a b']);
    client.ack('clusters');
    expect(client.drop('clusters', '*')).to.deep.equal([]);
    expect(client.publish({ clusters: 'a b:2' })).to.deep.equal([]);
    expect(client.publish({ clusters: 'a:2 b:2' })).to.deep.equal(['clusters: a']);
    client.ack('clusters');
    expect(client.drop('clusters', 'a')).to.deep.equal([]);
    expect(client.publish({ clusters: 'a:3 b:3' })).to.deep.equal([]);
  });

  it('rule 23: SotW [] → [*] → []: the wildcard that was named is gone for good', () => {
    const client = connect('sotw');
    client.publish({ clusters: 'a' });
    client.ask('clusters');
    client.ack('clusters');
    expect(client.ask('clusters', '*'), 'it has it already').to.deep.equal([]);
    client.drop('clusters', '*');
    expect(client.publish({ clusters: 'a:2' })).to.deep.equal([]);
  });

  it('rule 25: delta [] then a is everything and a; without * it is a', () => {
    const client = connect('delta');
    client.publish({ clusters: 'a b' });
    client.ask('clusters');
    client.ack('clusters');
    expect(client.ask('clusters', 'a')).to.deep.equal(['clusters: a']);
    client.ack('clusters');
    expect(client.publish({ clusters: 'a b:2' })).to.deep.equal(['clusters: b']);
    client.ack('clusters');
    expect(client.drop('clusters', '*')).to.deep.equal([]);
    expect(client.publish({ clusters: 'a b:3' })).to.deep.equal([]);
    expect(client.publish({ clusters: 'a:2 b:3' })).to.deep.equal(['clusters: a']);
  });

  it('rule 24: a list in which a name stands twice is still the whole list', () => {
    const client = connect('sotw');
    client.publish({ routes: 'a b' });
    client.ask('routes', 'a', 'b');
    client.ack('routes');
    const request = { response_nonce: client.lastOf('routes').nonce, resource_names: ['a', 'a'] };
    expect(client.request('routes', request)).to.deep.equal([]);
    expect(client.publish({ routes: 'a b:2' })).to.deep.equal([]);
  });

  it('rule 24: the order of the list says nothing', () => {
    const client = connect('sotw');
    client.publish({ routes: 'a b' });
    client.ask('routes', 'a', 'b');
    client.ack('routes');
    const request = { response_nonce: client.lastOf('routes').nonce, resource_names: ['b', 'a'] };
    expect(client.request('routes', request)).to.deep.equal([]);
  });

  it('rule 25: in SotW the list replaces the legacy wildcard', () => {
    const client = connect('sotw');
    client.publish({ clusters: 'a b' });
    client.ask('clusters');
    client.ack('clusters');
    expect(client.ask('clusters', 'a')).to.deep.equal(['clusters: a']);
  });

  it('rule 28: on delta a name that is subscribed twice is delivered twice, and so is *', () => {
    const client = connect('delta');
    client.publish({ clusters: 'a b' });
    client.ask('clusters', 'a');
    client.ack('clusters');
    expect(client.ask('clusters', 'a')).to.deep.equal(['clusters: a']);
    client.ack('clusters');
    client.ask('clusters', '*');
    client.ack('clusters');
    expect(client.ask('clusters', '*')).to.deep.equal(['clusters: a b']);
  });

  it('rule 28: what went between two subscriptions to * is removed', () => {
    const client = connect('delta');
    client.publish({ clusters: 'a b' });
    client.ask('clusters', '*');
    client.publish({ clusters: 'a' });
    client.ask('clusters', '*');
    expect(client.ack('clusters')).to.deep.equal(['clusters: a -b']);
  });

  it('rule 31: a name that leaves while the wildcard stays is sent, or removed', () => {
    const client = connect('delta');
    client.publish({ clusters: 'a b' });
    client.ask('clusters', '*', 'a', 'gone');
    client.ack('clusters');
    expect(client.drop('clusters', 'a')).to.deep.equal(['clusters: a']);
    client.ack('clusters');
    expect(client.drop('clusters', 'gone')).to.deep.equal(['clusters: -gone']);
  });

  it('rule 32: a name in both lists is unsubscribed', () => {
    for (const name of ['a', 'missing', '*']) {
      const client = connect('delta');
      client.publish({ endpoints: 'a' });
      client.ask('endpoints', 'b');
      client.ack('endpoints');
      const both = { resource_names_subscribe: [name], resource_names_unsubscribe: [name] };
      expect(client.request('endpoints', both), name).to.deep.equal([]);
      expect(client.publish({ endpoints: 'a:2' }), name).to.deep.equal([]);
    }
  });
});
