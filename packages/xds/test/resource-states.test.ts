import { expect } from 'chai';
import { resourceStatesOf } from '../src/index.js';
import { connect } from './scripted-client.js';

for (const protocol of ['sotw', 'delta'] as const)
  describe(`what a client says of each resource (${protocol})`, () => {
    it('is known when it has answered', () => {
      const client = connect(protocol);
      const standings = () =>
        Object.fromEntries(
          resourceStatesOf(client.state, 'clusters').map(({ name, standing }) => [name, standing]),
        );
      expect(standings()).to.deep.equal({});
      client.ask('clusters');
      client.publish({ clusters: 'a b' });
      expect(standings()).to.deep.equal({ a: 'requested', b: 'requested' });
      client.ack('clusters');
      expect(standings()).to.deep.equal({ a: 'acked', b: 'acked' });
    });

    it('is no for all that came with what it rejects', () => {
      const client = connect(protocol);
      client.ask('clusters');
      client.publish({ clusters: 'a b' });
      client.nack('clusters');
      const states = resourceStatesOf(client.state, 'clusters');
      expect(states.map(({ standing }) => standing)).to.deep.equal(['nacked', 'nacked']);
    });

    it('is that there is none, for a name that leads to nothing', () => {
      const client = connect(protocol);
      client.ask('routes', 'x', 'nobody');
      client.publish({ routes: 'x' });
      client.ack('routes');
      const states = resourceStatesOf(client.state, 'routes');
      expect(Object.fromEntries(states.map(({ name, standing }) => [name, standing]))).to.deep.equal({
        x: 'acked',
        nobody: 'missing',
      });
    });
  });
