import { typeUrls } from '@xdsim/envoy';
import { expect } from 'chai';
import { openStream, settled, statusOf, step, type Protocol } from '../src/index.js';
import { content } from './fixtures.js';
import { connect } from './scripted-client.js';

const protocols: readonly Protocol[] = ['sotw', 'delta'];

for (const protocol of protocols) {
  describe(`requests on ${protocol}`, () => {
    it('rule 1: only the first request of a stream has to carry the node', () => {
      const client = connect(protocol);
      client.ask('clusters');
      expect(client.effects).to.deep.equal([{ kind: 'identify', node: { id: 'web-1' } }]);
      client.publish({ clusters: 'a', listeners: 'x' });
      expect(client.ask('listeners')).to.deep.equal(['listeners: x']);
    });

    it('rule 1: a node that comes again, and differs, changes nothing', () => {
      const client = connect(protocol);
      client.ask('clusters');
      client.request('listeners', { node: { id: 'other' } });
      expect(client.effects).to.deep.equal([]);
      expect(statusOf(client.state).node).to.deep.equal({ id: 'web-1' });
    });

    it('rule 18: on a stream of one type the type URL may be left out, and another one ends the stream', () => {
      const client = connect(protocol, { typeUrl: typeUrls.clusters });
      client.publish({ clusters: 'a', listeners: 'x' });
      expect(client.request('clusters', { type_url: '' })).to.deep.equal(['clusters: a']);
      client.request('listeners', {});
      expect(client.effects.map(({ kind }) => kind)).to.deep.equal(['close']);
      expect(client.state.closed).to.equal(true);
    });

    it('rule 2: a stream whose first request has no node.id is closed, and stays closed', () => {
      for (const node of [undefined, {}, { id: '' }, { cluster: 'c' }]) {
        const request = { type_url: typeUrls.clusters, node };
        const [state, effects] = step(openStream(protocol), { kind: 'request', request });
        expect(effects).to.deep.equal([
          {
            kind: 'close',
            code: 'INVALID_ARGUMENT',
            message: 'the first request of the stream has no node.id',
          },
        ]);
        const again = { type_url: typeUrls.clusters, node: { id: 'web-1' } };
        expect(step(state, { kind: 'request', request: again })).to.deep.equal([state, []]);
      }
    });

    it('rule 3: nonces are never empty and never used twice, and each type has its own', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a', listeners: 'x' });
      client.ask('clusters');
      client.ask('listeners');
      const [clusters, listeners] = [client.lastOf('clusters'), client.lastOf('listeners')];
      expect(clusters.nonce).to.not.equal('');
      expect(listeners.nonce).to.not.be.oneOf(['', clusters.nonce]);
      client.ack('listeners', clusters);
      expect(client.effects, 'a nonce of clusters does not acknowledge listeners').to.deep.equal([]);
      client.ack('clusters');
      expect(client.effects).to.deep.include({
        kind: 'ack',
        typeUrl: typeUrls.clusters,
        version: clusters.version,
        nonce: clusters.nonce,
        generation: 1,
      });
    });

    it('rule 3: a prefix tells the nonces of one stream from those of another', () => {
      const client = connect(protocol, { noncePrefix: 's7-' });
      client.publish({ clusters: 'a' });
      client.ask('clusters');
      expect(client.lastOf('clusters').nonce).to.equal('s7-1');
    });

    it('rule 4: the first request of a type is answered whatever nonce, version and error it carries', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a' });
      const old = { response_nonce: '1', error_detail: { message: 'left over' } };
      const fields = protocol === 'sotw' ? { ...old, version_info: 'same' } : old;
      expect(client.request('clusters', fields)).to.deep.equal(['clusters: a']);
      expect(client.effects.map(({ kind }) => kind)).to.deep.equal(['identify', 'send']);
    });

    it('rule 14: of many requests before the answer to a response, the last one is answered', () => {
      const client = connect(protocol);
      client.publish({ endpoints: 'a b c d' });
      const names = ['a', 'b', 'c', 'd'];
      expect(names.map((name) => client.ask('endpoints', name))).to.deep.equal([
        ['endpoints: a'],
        [],
        [],
        [],
      ]);
      expect(client.drop('endpoints', 'c')).to.deep.equal([]);
      expect(client.ack('endpoints')).to.deep.equal(['endpoints: b d']);
      expect(client.ack('endpoints')).to.deep.equal([]);
    });

    it('rule 15: an ACK is not answered', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a' });
      client.ask('clusters');
      expect(client.ack('clusters')).to.deep.equal([]);
      expect(client.ack('clusters'), 'nor an ACK that comes twice').to.deep.equal([]);
    });

    it('rule 18: a type that is not served leaves the stream as it is', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a' });
      expect(client.ask('type.googleapis.com/foo.Bar'), 'everything of it is nothing').to.deep.equal([
        'type.googleapis.com/foo.Bar:',
      ]);
      expect(client.ack('type.googleapis.com/foo.Bar')).to.deep.equal([]);
      expect(client.ask('type.googleapis.com/foo.Baz', 'x'), 'a name of it does not exist').to.deep.equal(
        protocol === 'delta' ? ['type.googleapis.com/foo.Baz: -x'] : [],
      );
      expect(client.ask('clusters')).to.deep.equal(['clusters: a']);
      client.ack('clusters');
      expect(settled(client.state, 1)).to.equal(true);
    });

    it('rule 18: a request without a type URL is an error', () => {
      const client = connect(protocol);
      client.ask('clusters');
      client.request('', {});
      expect(client.effects).to.deep.equal([
        {
          kind: 'close',
          code: 'INVALID_ARGUMENT',
          message: 'a request on an aggregated stream has no type_url',
        },
      ]);
    });

    it('rule 20: a type whose ACK is withheld does not hold up the others', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a', listeners: 'x' });
      client.ask('clusters');
      client.ask('listeners');
      client.ack('listeners');
      expect(client.publish({ clusters: 'a:2', listeners: 'x:2' })).to.deep.equal(['listeners: x']);
      expect(client.ack('clusters')).to.deep.equal(['clusters: a']);
    });

    it('a request waits for the first content, and is answered with it', () => {
      const client = connect(protocol);
      expect(client.ask('clusters')).to.deep.equal([]);
      expect(client.ask('listeners', 'x')).to.deep.equal([]);
      expect(client.publish({ clusters: 'a', listeners: 'x y' })).to.deep.equal([
        'clusters: a',
        'listeners: x',
      ]);
    });

    it('the state that was given to a step stays as it was', () => {
      const client = connect(protocol);
      client.publish({ clusters: 'a', endpoints: 'a' });
      client.ask('clusters');
      client.ask('endpoints', 'a');
      const before = client.state;
      const copy = structuredClone({ ...before, options: undefined });
      const event = { kind: 'publish', resources: content({ clusters: 'a:2' }), generation: 2 } as const;
      const first = step(before, event);
      expect(step(before, event)).to.deep.equal(first);
      expect({ ...before, options: undefined }).to.deep.equal(copy);
    });
  });
}

describe('stale requests', () => {
  it('rule 5: a SotW request with an older nonce is not answered', () => {
    const client = connect('sotw');
    client.publish({ clusters: 'a' });
    client.ask('clusters');
    const first = client.lastOf('clusters');
    client.ack('clusters');
    client.publish({ clusters: 'a:2' });
    expect(client.ack('clusters', first), 'it crossed the second response').to.deep.equal([]);
    expect(client.effects, 'and it is no ACK of it').to.deep.equal([]);
    expect(client.ack('clusters')).to.deep.equal([]);
    expect(client.effects.map(({ kind }) => kind)).to.deep.equal(['ack']);
  });

  it('rule 6: the names in a stale SotW request are answered after the ACK', () => {
    const client = connect('sotw');
    client.publish({ endpoints: 'a b' });
    client.ask('endpoints', 'a');
    client.ack('endpoints');
    client.publish({ endpoints: 'a:2 b' });
    expect(client.ask('endpoints', 'b'), 'in flight').to.deep.equal([]);
    expect(client.ack('endpoints')).to.deep.equal(['endpoints: b']);
  });

  it('rule 6: a client that had no use for a response, and did not answer it, is answered when it comes back', () => {
    const client = connect('sotw');
    client.publish({ endpoints: 'a b' });
    client.ask('endpoints', 'a');
    client.ack('endpoints');
    client.publish({ endpoints: 'a:2 b' });
    client.drop('endpoints', 'a');
    expect(client.ask('endpoints', 'b'), 'with the old nonce').to.deep.equal(['endpoints: b']);
  });

  it('rule 7: a delta request with an unknown nonce changes the subscription', () => {
    const client = connect('delta');
    client.publish({ endpoints: 'a b' });
    client.ask('endpoints', 'a');
    client.ack('endpoints');
    const request = { response_nonce: 'bogus', resource_names_subscribe: ['b'] };
    expect(client.request('endpoints', request)).to.deep.equal(['endpoints: b']);
  });

  it('rule 8: a delta request without a nonce is no ACK', () => {
    const client = connect('delta');
    client.publish({ endpoints: 'a b' });
    client.ask('endpoints', 'a');
    expect(client.ask('endpoints', 'b')).to.deep.equal([]);
    expect(statusOf(client.state).types[0]).to.deep.include({ pending: true, acked: undefined });
    expect(client.ack('endpoints')).to.deep.equal(['endpoints: b']);
  });
});
