import { expect } from 'chai';
import { heldUp, type Protocol } from '../src/index.js';
import { connect } from './scripted-client.js';

const protocols: readonly Protocol[] = ['sotw', 'delta'];

for (const protocol of protocols)
  describe(`what a client on ${protocol} holds up`, () => {
    const nonces = (client: ReturnType<typeof connect>) => heldUp(client.state).map(({ nonce }) => nonce);

    it('rule 70: is nothing as long as nothing newer is to be said', () => {
      const client = connect(protocol);
      client.ask('clusters');
      expect(nonces(client)).to.deep.equal([]);
      client.publish({ clusters: 'a', endpoints: 'a' });
      expect(nonces(client)).to.deep.equal([]);
      client.publish({ clusters: 'a', endpoints: 'a:2' });
      expect(nonces(client), 'what it did not ask for').to.deep.equal([]);
    });

    it('is what it has not answered when something newer is to be said, until it answers', () => {
      const client = connect(protocol);
      client.ask('clusters');
      client.publish({ clusters: 'a' });
      const { nonce } = client.lastOf('clusters');
      client.publish({ clusters: 'a:2' });
      expect(nonces(client)).to.deep.equal([nonce]);
      client.ack('clusters');
      expect(nonces(client)).to.deep.equal([]);
    });

    it('is nothing when the change was taken back', () => {
      const client = connect(protocol);
      client.ask('clusters');
      client.publish({ clusters: 'a' });
      client.publish({ clusters: 'a:2' });
      client.publish({ clusters: 'a' });
      expect(nonces(client)).to.deep.equal([]);
    });
  });
