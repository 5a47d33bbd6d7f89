import { expect } from 'chai';
import { settled, type Protocol } from '../src/index.js';
import { connect } from './scripted-client.js';

const protocols: readonly Protocol[] = ['sotw', 'delta'];
const kindsOf = ({ effects }: ReturnType<typeof connect>) => effects.map(({ kind }) => kind);

for (const protocol of protocols) {
  /** The stream of a client that has its clusters and listeners on streams of their own. */
  const started = () => {
    const client = connect(protocol);
    client.publish({ clusters: 'a b', endpoints: 'a b', listeners: 'l', routes: 'l' });
    client.ask('endpoints', 'a', 'b');
    client.ask('routes', 'l');
    client.ackAll('endpoints', 'routes');
    return client;
  };

  describe(`a stream without the clusters on ${protocol}`, () => {
    it('rule 53: sends an assignment again when its cluster changes, and again when that has surely arrived', () => {
      const client = started();
      const after = { clusters: 'a b:2 c', endpoints: 'a b', listeners: 'l', routes: 'l' };
      expect(client.publish(after)).to.deep.equal(['endpoints: b']);
      expect(kindsOf(client)).to.include('wait');
      client.ack('endpoints');
      expect(settled(client.state, 2)).to.equal(true);
      expect(client.timeUp()).to.deep.equal(['endpoints: b']);
      client.ack('endpoints');
      expect(client.publish(after), 'and that is all').to.deep.equal([]);
      expect(client.timeUp()).to.deep.equal([]);
    });

    it('rule 53: does not forget the first of two changes in a row', () => {
      const client = started();
      const others = { endpoints: 'a b', listeners: 'l', routes: 'l' };
      client.publish({ ...others, clusters: 'a:2 b' });
      client.ack('endpoints');
      client.publish({ ...others, clusters: 'a:2 b:2' });
      client.ack('endpoints');
      expect(client.timeUp(2)).to.deep.equal(['endpoints: a']);
      client.ack('endpoints');
      expect(client.timeUp(3)).to.deep.equal(['endpoints: b']);
    });

    it('rule 53: sends all once more to a client that has come back, as it may have missed any change', () => {
      const client = connect(protocol);
      const held = protocol === 'sotw' ? { version_info: 'v' } : { initial_resource_versions: { a: 'v' } };
      const names = protocol === 'sotw' ? { resource_names: ['a'] } : { resource_names_subscribe: ['a'] };
      client.request('endpoints', { ...names, ...held });
      expect(client.publish({ clusters: 'a', endpoints: 'a' })).to.deep.equal(['endpoints: a']);
      const { nonce } = client.lastOf('endpoints');
      client.request(
        'endpoints',
        protocol === 'sotw' ? { ...names, response_nonce: nonce } : { response_nonce: nonce },
      );
      expect(client.timeUp()).to.deep.equal(['endpoints: a']);
    });

    it('rule 53: leaves what was asked for later to the order of this stream', () => {
      const client = started();
      client.publish({ clusters: 'a:2 b', endpoints: 'a b', listeners: 'l', routes: 'l' });
      client.ack('endpoints');
      client.ask('clusters');
      client.ackAll('clusters', 'endpoints');
      expect(client.timeUp()).to.deep.equal([]);
    });

    it('rule 53: does the same for the routes of listeners, where they have to be sent again at all', () => {
      const client = started();
      const again = protocol === 'delta' ? ['routes: l'] : [];
      expect(
        client.publish({ clusters: 'a b', endpoints: 'a b', listeners: 'l:2', routes: 'l' }),
      ).to.deep.equal(again);
    });
  });
}

describe('a SotW stream without the clusters', () => {
  it('rule 47: answers the request with which Envoy begins to warm one that changed', () => {
    const client = connect('sotw');
    client.publish({ clusters: 'a', endpoints: 'a' });
    client.ask('endpoints', 'a');
    client.ack('endpoints');
    client.publish({ clusters: 'a:2', endpoints: 'a' });
    client.ack('endpoints');
    expect(client.ask('endpoints')).to.deep.equal(['endpoints: a']);
    client.ack('endpoints');
    expect(client.ask('endpoints'), 'once').to.deep.equal([]);
  });
});
