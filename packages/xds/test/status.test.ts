import { typeUrls } from '@xdsim/envoy';
import { expect } from 'chai';
import { openStream, settled, statusOf, type Protocol } from '../src/index.js';
import { connect } from './scripted-client.js';

const protocols: readonly Protocol[] = ['sotw', 'delta'];

for (const protocol of protocols) {
  describe(`status on ${protocol}`, () => {
    it('a stream without a request has none', () => {
      expect(statusOf(openStream(protocol))).to.deep.equal({
        protocol,
        node: undefined,
        generation: undefined,
        types: [],
      });
    });

    it('tells what was sent and what was accepted', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a' });
      client.ask('clusters');
      const first = client.lastOf('clusters');
      client.ack('clusters');
      client.publish({ clusters: 'a:2' });
      const second = client.lastOf('clusters');

      const { node, generation, types } = statusOf(client.state);
      expect({ node, generation }).to.deep.equal({ node: { id: 'web-1' }, generation: 2 });
      expect(types).to.deep.equal([
        {
          typeUrl: typeUrls.clusters,
          type: 'clusters',
          watched: true,
          wildcard: true,
          names: new Set(),
          pending: true,
          sent: { version: second.version, nonce: second.nonce, generation: 2 },
          acked: { version: first.version, nonce: first.nonce, generation: 1 },
          nack: undefined,
          held: 1,
        },
      ]);
    });

    it('tells what was rejected, and why', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a b' });
      client.ask('clusters');
      const { version, nonce } = client.lastOf('clusters');
      client.nack('clusters', 'b is bad');
      const [clusters] = statusOf(client.state).types;
      expect(clusters?.nack).to.deep.equal({
        version,
        nonce,
        generation: 1,
        message: 'b is bad',
        names: new Set(['a', 'b']),
      });
      expect(clusters?.pending).to.equal(false);
    });

    it('a generation is held when all that is watched is accepted', () => {
      const client = connect(protocol);
      expect(settled(client.state, 1), 'before anything').to.equal(false);
      client.ask('clusters');
      client.ask('endpoints', 'a');
      client.publish({ clusters: 'a', endpoints: 'a' });
      expect(settled(client.state, 1), 'sent').to.equal(false);
      client.ack('clusters');
      expect(settled(client.state, 1), 'half of it').to.equal(false);
      client.ack('endpoints');
      expect(settled(client.state, 1)).to.equal(true);
      expect(settled(client.state, 2), 'not published yet').to.equal(false);
    });

    it('a generation that changes nothing for this client is held at once', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a', endpoints: 'a b' });
      client.ask('clusters');
      client.ask('endpoints', 'a');
      client.ackAll('clusters', 'endpoints');
      client.publish({ clusters: 'a', endpoints: 'a b:2' });
      expect(settled(client.state, 2)).to.equal(true);
    });

    it('a generation that changes nothing is held with the one before it, not earlier', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a' });
      client.ask('clusters');
      client.publish({ clusters: 'a' });
      expect(settled(client.state, 2)).to.equal(false);
      client.ack('clusters');
      expect(client.effects.map((effect) => 'generation' in effect && effect.generation)).to.deep.equal([1]);
      expect(settled(client.state, 2)).to.equal(true);
    });

    it('holds an earlier generation while a later one is in flight', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a' });
      client.ask('clusters');
      client.ack('clusters');
      client.publish({ clusters: 'a:2' });
      expect([settled(client.state, 1), settled(client.state, 2)]).to.deep.equal([true, false]);
    });

    it('does not hold what it has asked for in addition until it accepts that, too', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a b' });
      client.ask('endpoints', 'a');
      client.ack('endpoints');
      client.ask('endpoints', 'b');
      expect(settled(client.state, 1)).to.equal(false);
      client.ack('endpoints');
      expect(settled(client.state, 1)).to.equal(true);
    });

    it('a rejected generation is not held, and the next one is when it is accepted', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a' });
      client.ask('clusters');
      client.nack('clusters');
      expect(settled(client.state, 1)).to.equal(false);
      client.publish({ clusters: 'a' });
      expect(settled(client.state, 2), 'the same again').to.equal(false);
      client.publish({ clusters: 'a:2' });
      client.ack('clusters');
      expect(settled(client.state, 3)).to.equal(true);
    });

    it('what is no longer watched holds nothing up', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a' });
      client.ask('endpoints', 'a');
      client.drop('endpoints', 'a');
      expect(settled(client.state, 1)).to.equal(true);
      expect(statusOf(client.state).types[0]).to.deep.include({ watched: false, pending: false });
    });
  });
}
