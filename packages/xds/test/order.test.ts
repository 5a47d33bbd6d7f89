import { resource, resourceSet } from '@xdsim/envoy';
import { expect } from 'chai';
import { settled, type Protocol } from '../src/index.js';
import { content } from './fixtures.js';
import { connect, type Client } from './scripted-client.js';

const protocols: readonly Protocol[] = ['sotw', 'delta'];
const types = ['clusters', 'endpoints', 'listeners', 'routes'] as const;

/** A client that holds `a` of every type, as Envoy would after its start. */
function started(protocol: Protocol): Client {
  const client = connect(protocol);
  client.publish({ clusters: 'a', endpoints: 'a', listeners: 'l', routes: 'l' });
  client.ask('clusters');
  client.ack('clusters');
  client.ask('endpoints', 'a');
  client.ack('endpoints');
  client.ask('listeners');
  client.ack('listeners');
  client.ask('routes', 'l');
  client.ack('routes');
  return client;
}

for (const protocol of protocols) {
  const whole = (names: string) => (protocol === 'sotw' ? `clusters: ${names}` : undefined);
  const kindsOf = (client: Client) => client.effects.map(({ kind }) => kind);

  describe(`make before break on ${protocol}`, () => {
    it('rule 50: routes follow when the clusters that are new have their endpoints', () => {
      const client = started(protocol);
      expect(
        client.publish({ clusters: 'a b', endpoints: 'a b', listeners: 'l', routes: 'l:2' }),
      ).to.deep.equal([whole('a b') ?? 'clusters: b']);
      expect(client.ack('clusters')).to.deep.equal([]);
      expect(client.ask('endpoints', 'b')).to.deep.equal(['endpoints: b']);
      expect(client.ack('endpoints'), 'now the routes may lead there').to.deep.equal(['routes: l']);
      client.ack('routes');
      expect(settled(client.state, 2)).to.equal(true);
    });

    it('rule 50: what is only changed holds nothing up', () => {
      const client = started(protocol);
      expect(client.publish({ clusters: 'a:2', endpoints: 'a', listeners: 'l', routes: 'l:2' })).to.include(
        'routes: l',
      );
    });

    it('rule 50: nobody waits for endpoints that do not exist', () => {
      const client = started(protocol);
      client.publish({ clusters: 'a b', endpoints: 'a', listeners: 'l', routes: 'l:2' });
      expect(client.ack('clusters')).to.deep.equal(['routes: l']);
    });

    it('rule 51: a cluster goes when the listeners and routes that used it are replaced', () => {
      const client = started(protocol);
      client.publish({ clusters: 'a b', endpoints: 'a b', listeners: 'l', routes: 'l' });
      client.ack('clusters');
      client.ask('endpoints', 'b');
      client.ack('endpoints');
      expect(client.publish({ clusters: 'b', endpoints: 'b', listeners: 'l', routes: 'l:2' })).to.deep.equal([
        'routes: l',
      ]);
      expect(settled(client.state, 3), 'the removal is still to come').to.equal(false);
      expect(client.ack('routes')[0]).to.equal(whole('b') ?? 'clusters: -a');
      client.ack('clusters');
      client.ack('endpoints');
      expect(settled(client.state, 3)).to.equal(true);
    });

    it('rule 51: a cluster stays while routes that were given up, and are needed, have not come back', () => {
      const client = started(protocol);
      const changed = client.publish({ clusters: '', endpoints: '', listeners: 'l:2', routes: 'l:2' });
      expect(changed).to.deep.equal(['listeners: l', 'routes: l']);
      const late = client.lastOf('routes');
      client.drop('routes', 'l');
      client.ack('listeners');
      expect(client.ack('routes', late)).to.deep.equal([]);
      expect(client.ask('routes', 'l')).to.deep.equal(['routes: l']);
      expect(client.ack('routes')[0]).to.equal(protocol === 'sotw' ? 'clusters:' : 'clusters: -a');
    });

    it('rule 51: a cluster that nothing has to be replaced for goes at once', () => {
      const client = started(protocol);
      const changed = client.publish({ clusters: '', endpoints: '', listeners: 'l', routes: 'l' });
      expect(changed[0]).to.equal(protocol === 'sotw' ? 'clusters:' : 'clusters: -a');
    });

    it('rule 51: a renamed cluster is there under both names in between', () => {
      const client = started(protocol);
      expect(client.publish({ clusters: 'b', endpoints: 'b', listeners: 'l', routes: 'l:2' })).to.deep.equal([
        whole('b a') ?? 'clusters: b',
      ]);
      client.ack('clusters');
      client.ask('endpoints', 'b');
      expect(client.ack('endpoints')).to.deep.equal(['routes: l']);
      expect(client.ack('routes')[0]).to.equal(whole('b') ?? 'clusters: -a');
    });

    it('rule 51: a cluster that comes back is kept as it is now', () => {
      const client = started(protocol);
      client.publish({ clusters: '', endpoints: '', listeners: 'l', routes: 'l:2' });
      client.publish({ clusters: 'a', endpoints: 'a', listeners: 'l', routes: 'l:2' });
      expect(client.ack('routes')).to.deep.equal([]);
      expect(settled(client.state, 3)).to.equal(true);
    });

    it('rule 51: rejected routes keep the clusters that the accepted ones use, until their time is up', () => {
      const client = started(protocol);
      client.publish({ clusters: '', endpoints: '', listeners: 'l', routes: 'l:2' });
      expect(client.nack('routes')).to.deep.equal([]);
      expect(client.timeUp()[0]).to.equal(protocol === 'sotw' ? 'clusters:' : 'clusters: -a');
    });

    it('rule 20: no wait is for ever, and the caller is told of each generation that waits', () => {
      const client = started(protocol);
      client.publish({ clusters: 'a b', endpoints: 'a b', listeners: 'l', routes: 'l:2' });
      expect(kindsOf(client)).to.deep.equal(['send', 'wait']);
      client.ask('clusters', '*');
      expect(kindsOf(client), 'not twice of one').to.not.include('wait');
      expect(client.timeUp()).to.deep.equal(['routes: l']);
      expect(client.timeUp(), 'once').to.deep.equal([]);
    });

    it('rule 20: a wait for an answer that never comes ends once, not anew with each publication', () => {
      const client = started(protocol);
      // The client is busy with its clusters, and says nothing for a long time.
      client.publish({ clusters: 'a:2', endpoints: 'a', listeners: 'l', routes: 'l' });
      client.ack('endpoints');
      expect(
        client.publish({ clusters: 'a:2 b', endpoints: 'a b', listeners: 'l', routes: 'l:2' }),
      ).to.deep.equal([]);
      expect(client.timeUp()).to.deep.equal(['routes: l']);
      client.ack('routes');
      const more = { clusters: 'a:2 b c', endpoints: 'a b c', listeners: 'l', routes: 'l:3' };
      expect(client.publish(more)).to.deep.equal(['routes: l']);
    });

    it('rule 51: a cluster keeps its endpoints until the client has taken what replaces it', () => {
      const client = started(protocol);
      client.publish({ clusters: 'a:2', endpoints: 'a', listeners: 'l', routes: 'l' });
      client.ack('endpoints');
      const [now] = content({ clusters: 'a:2' }).clusters.values();
      const others = content({ listeners: 'l', routes: 'l' });
      const after = resourceSet([
        resource('clusters', { ...now?.message, name: 'a', type: 'STATIC' }),
        ...others.listeners.values(),
        ...others.routes.values(),
      ]);
      expect(client.publishAs(after), 'it has still to answer').to.deep.equal([]);
      expect(settled(client.state, 3)).to.equal(false);
      const gone = protocol === 'sotw' ? 'endpoints: a' : 'endpoints: -a';
      expect(client.ack('clusters'), 'it may still be warming').to.deep.equal(['clusters: a']);
      expect(client.ack('clusters')).to.deep.equal([gone]);
      client.ack('endpoints');
      expect(settled(client.state, 3)).to.equal(true);

      const slow = started(protocol);
      slow.publish({ clusters: 'a:2', endpoints: 'a', listeners: 'l', routes: 'l' });
      slow.ack('endpoints');
      slow.publishAs(after);
      expect(slow.timeUp(), 'not for ever').to.deep.equal([gone]);
    });

    it('rule 52: rejected listeners do not keep the routes of the others back', () => {
      const client = started(protocol);
      client.publish({ clusters: 'a', endpoints: 'a', listeners: 'l:2', routes: 'l' });
      client.nack('listeners');
      if (protocol === 'delta') client.ack('routes');
      expect(client.publish({ clusters: 'a', endpoints: 'a', listeners: 'l:2', routes: 'l:2' })).to.include(
        'routes: l',
      );
    });

    it('a client that begins waits for nothing', () => {
      const client = connect(protocol);
      for (const type of types) client.ask(type, ...(type === 'endpoints' || type === 'routes' ? ['a'] : []));
      expect(client.publish({ clusters: 'a', endpoints: 'a', listeners: 'a', routes: 'a' })).to.deep.equal([
        'clusters: a',
        'endpoints: a',
        'listeners: a',
        'routes: a',
      ]);
      expect(kindsOf(client)).to.not.include('wait');
    });

    it('rule 50: a client that comes back while a cluster is warming is told of clusters before routes', () => {
      const client = connect(protocol);
      const back = (type: string, ...names: string[]) =>
        protocol === 'sotw'
          ? client.request(type, { resource_names: names, version_info: 'v1' })
          : client.request(type, {
              resource_names_subscribe: names,
              initial_resource_versions: Object.fromEntries(names.map((name) => [name, 'v1'])),
            });
      client.publish({ clusters: 'a', endpoints: 'a', routes: 'l' });
      back('endpoints', 'a');
      expect(back('routes', 'l'), 'it is about to ask for clusters').to.deep.equal([]);
      expect(client.ask('clusters')).to.include('clusters: a');
      expect(kindsOf(client)).to.include('send');
      const late = connect(protocol);
      late.publish({ endpoints: 'a', routes: 'l' });
      late.request('endpoints', { resource_names: ['a'], resource_names_subscribe: ['a'] });
      late.request('routes', {
        resource_names: ['l'],
        resource_names_subscribe: ['l'],
        version_info: 'v1',
        initial_resource_versions: { l: 'v1' },
      });
      expect(late.timeUp(), 'or not at all').to.deep.equal(['routes: l']);
    });

    it('a client that comes back with what it holds gets its clusters ready first', () => {
      const client = connect(protocol);
      const held =
        protocol === 'sotw' ? { version_info: 'v1' } : { initial_resource_versions: { a: 'v1', l: 'v1' } };
      client.request('clusters', held);
      client.request(
        'endpoints',
        protocol === 'sotw'
          ? { resource_names: ['a'], ...held }
          : { resource_names_subscribe: ['a'], ...held },
      );
      client.request(
        'routes',
        protocol === 'sotw'
          ? { resource_names: ['l'], ...held }
          : { resource_names_subscribe: ['l'], ...held },
      );
      const first = client.publish({ clusters: 'a b', endpoints: 'a b', routes: 'l:2' });
      expect(first.map((line) => line.split(':')[0])).to.deep.equal(['clusters', 'endpoints']);
    });
  });
}
