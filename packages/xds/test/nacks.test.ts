import { typeUrls } from '@xdsim/envoy';
import { expect } from 'chai';
import { settled, statusOf, type Protocol } from '../src/index.js';
import { connect } from './scripted-client.js';

const protocols: readonly Protocol[] = ['sotw', 'delta'];

for (const protocol of protocols) {
  describe(`NACKs on ${protocol}`, () => {
    it('rule 9: an error makes a NACK, whatever the version', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a b' });
      client.ask('endpoints', 'a');
      client.ack('endpoints');
      client.ask('endpoints', 'b');
      const { version, nonce } = client.lastOf('endpoints');
      const content = client.state.published?.resources.endpoints;
      client.nack('endpoints', 'b is bad');
      expect(client.effects).to.deep.equal([
        {
          content,
          kind: 'nack',
          typeUrl: typeUrls.endpoints,
          version,
          nonce,
          generation: 1,
          message: 'b is bad',
          resources: ['b'],
        },
      ]);
    });

    it('rule 9: an error without a text is a NACK, too', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a' });
      client.ask('clusters');
      const names = protocol === 'sotw' ? { resource_names: [] } : {};
      client.request('clusters', {
        response_nonce: client.lastOf('clusters').nonce,
        error_detail: {},
        ...names,
      });
      expect(client.effects.map(({ kind }) => kind)).to.deep.equal(['nack']);
    });

    it('rule 10: a NACK may change the subscription', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a b' });
      client.ask('endpoints', 'a');
      const names =
        protocol === 'sotw' ? { resource_names: ['a', 'b'] } : { resource_names_subscribe: ['b'] };
      const { nonce } = client.lastOf('endpoints');
      expect(
        client.request('endpoints', { response_nonce: nonce, error_detail: { message: 'no' }, ...names }),
      ).to.deep.equal(['endpoints: b']);
    });

    it('rule 16: rejected content is not sent again until it changes', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a' });
      client.ask('clusters');
      expect(client.nack('clusters')).to.deep.equal([]);
      expect(client.publish({ clusters: 'a' }), 'the same again').to.deep.equal([]);
      expect(client.publish({ clusters: 'a:2' })).to.deep.equal(['clusters: a']);
    });

    it('rule 16: what was accepted before is sent again when it replaces what was rejected', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a' });
      client.ask('clusters');
      client.ack('clusters');
      client.publish({ clusters: 'a:2' });
      client.nack('clusters');
      expect(client.publish({ clusters: 'a' })).to.deep.equal(['clusters: a']);
    });

    it('rule 16: what changed while the rejected response was in flight follows at once', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a' });
      client.ask('clusters');
      expect(client.publish({ clusters: 'a:2' })).to.deep.equal([]);
      expect(client.nack('clusters')).to.deep.equal(['clusters: a']);
    });

    it('rule 74: when one resource of a rejected response is mended, all of them are sent', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a b c' });
      client.ask('endpoints', 'a', 'b', 'c');
      client.ack('endpoints');
      client.publish({ endpoints: 'a:2 b:2 c' });
      client.nack('endpoints', 'b is bad');
      expect(client.publish({ endpoints: 'a:2 b:2 c:2' }), 'another changes').to.deep.equal(['endpoints: c']);
      client.ack('endpoints');
      expect(client.publish({ endpoints: 'a:2 b:3 c:2' })).to.deep.equal(['endpoints: b a']);
    });

    it('rule 74: so are those of another response that was rejected meanwhile', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a b c' });
      client.ask('endpoints', 'a', 'b');
      client.nack('endpoints', 'b is bad');
      client.ask('endpoints', 'c');
      client.nack('endpoints', 'c is bad');
      expect(client.publish({ endpoints: 'a b:2 c' })).to.deep.equal(['endpoints: b a c']);
    });

    it('rule 74: what is wrong may have been unsubscribed, so the rest is sent again', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a b' });
      client.ask('endpoints', 'a', 'b');
      client.nack('endpoints', 'b is bad');
      expect(client.drop('endpoints', 'b')).to.deep.equal(['endpoints: a']);
      client.ack('endpoints');
      expect(settled(client.state, 1)).to.equal(true);
    });

    it('a rejection stands until everything in it is accepted', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a b c' });
      client.ask('endpoints', 'a', 'b', 'c');
      client.nack('endpoints', 'b is bad');
      const nackOf = () => statusOf(client.state).types[0]?.nack?.message;
      expect(nackOf()).to.equal('b is bad');
      client.ask('endpoints', 'd');
      client.ack('endpoints');
      expect(nackOf(), 'another response is accepted').to.equal('b is bad');
      expect(settled(client.state, 1)).to.equal(false);
      client.publish({ endpoints: 'a b:2 c' });
      expect(nackOf(), 'while the next one is in flight').to.equal('b is bad');
      client.ack('endpoints');
      expect(nackOf()).to.equal(undefined);
      expect(settled(client.state, 2)).to.equal(true);
    });

    it('a rejection is over when the client no longer wants what it rejected', () => {
      const client = connect(protocol);
      client.publish({ routes: 'a b' });
      client.ask('routes', 'a', 'b');
      client.nack('routes');
      client.drop('routes', 'a', 'b');
      client.ask('routes', 'c');
      if (protocol === 'delta') client.ack('routes');
      expect(statusOf(client.state).types[0]?.nack).to.equal(undefined);
      expect(settled(client.state, 1)).to.equal(true);
    });
  });
}

describe('what a NACK leaves behind', () => {
  it('rule 74: a removal in a rejected delta response is said again', () => {
    const client = connect('delta');
    client.publish({ clusters: 'a b' });
    client.ask('clusters');
    client.ack('clusters');
    client.publish({ clusters: 'a:2' });
    client.nack('clusters');
    expect(client.publish({ clusters: 'a:3' })).to.deep.equal(['clusters: a -b']);
  });

  it('rule 74: what is wrong may go away, and the rest of the response is sent again', () => {
    const [sotw, delta] = protocols.map((protocol) => {
      const client = connect(protocol);
      client.publish({ routes: 'a b' });
      client.ask('routes', 'a', 'b');
      client.nack('routes', 'b is bad');
      return client.publish({ routes: 'a' });
    });
    expect(sotw).to.deep.equal(['routes: a']);
    expect(delta).to.deep.equal(['routes: a -b']);
  });

  it('rule 46: clusters that come along after a NACK may be new to the client, and so need their endpoints', () => {
    const client = connect('sotw');
    client.publish({ clusters: 'a b', endpoints: 'a b' });
    client.ask('endpoints', 'a', 'b');
    client.ack('endpoints');
    client.ask('clusters');
    client.nack('clusters', 'b is bad');
    client.ack('endpoints');
    expect(client.publish({ clusters: 'a b c', endpoints: 'a b' })).to.deep.equal([
      'clusters: a b c',
      'endpoints: a b',
    ]);
  });

  it('a SotW client that rejects even an empty assignment does not hold it', () => {
    const client = connect('sotw');
    client.publish({});
    client.ask('endpoints', 'a');
    client.nack('endpoints');
    client.publish({ endpoints: 'b' });
    expect(settled(client.state, 2)).to.equal(false);
  });

  it('a client that rejects an empty response does not hold it', () => {
    for (const protocol of protocols) {
      const client = connect(protocol);
      client.publish({});
      client.ask('clusters');
      client.nack('clusters');
      expect(settled(client.state, 1)).to.equal(false);
      expect(client.publish({ clusters: 'a' })).to.deep.equal(['clusters: a']);
      client.ack('clusters');
      expect(settled(client.state, 2)).to.equal(true);
    }
  });

  it('a rejected SotW resource that goes away is no longer an obstacle', () => {
    const client = connect('sotw');
    client.publish({ routes: 'a' });
    client.ask('routes', 'a');
    client.nack('routes');
    expect(client.publish({}), 'SotW has no words for it').to.deep.equal([]);
    expect(settled(client.state, 2)).to.equal(true);
  });
});
