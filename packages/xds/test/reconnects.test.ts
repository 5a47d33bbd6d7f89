import type { Resource } from '@xdsim/envoy';
import { expect } from 'chai';
import { make, type Content } from './fixtures.js';
import { connect } from './scripted-client.js';

const held = (...resources: readonly Resource[]) => ({
  initial_resource_versions: Object.fromEntries(resources.map(({ name, version }) => [name, version])),
});

/** The assignments that a client holds after a stream on which it got clusters as well. */
function heldEndpoints(content: Content, ...names: string[]) {
  const client = connect('delta');
  client.publish(content);
  client.ask('clusters');
  client.ask('endpoints', ...names);
  return held(...client.lastOf('endpoints').resources);
}

describe('reconnects on delta', () => {
  it('rule 59: what the client holds is not sent again, what changed is, what is gone is removed', () => {
    const holds = held(make('clusters', 'a'), make('clusters', 'b'), make('clusters', 'c'));
    for (const subscribe of [[], ['*']]) {
      const client = connect('delta');
      client.publish({ clusters: 'a b:2 d' });
      const request = { ...holds, resource_names_subscribe: subscribe };
      expect(client.request('clusters', request)).to.deep.equal(['clusters: b d']);
      expect(client.ack('clusters')).to.deep.equal([]);
      expect(client.timeUp(), 'there are no routes that may lead to it').to.deep.equal(['clusters: -c']);
    }
  });

  it('rules 50 and 59: a cluster that is gone goes after the routes that may lead there', () => {
    const client = connect('delta');
    client.publish({ clusters: 'b', endpoints: 'b', listeners: 'l', routes: 'l:2' });
    const clusters = held(make('clusters', 'a'));
    expect(client.request('clusters', clusters)).to.deep.equal(['clusters: b']);
    expect(client.ack('clusters')).to.deep.equal([]);
    expect(client.ask('endpoints', 'b')).to.deep.equal(['endpoints: b']);
    client.ack('endpoints');
    expect(client.request('listeners', held(make('listeners', 'l')))).to.deep.equal(['listeners:']);
    client.ack('listeners');
    const routes = { ...held(make('routes', 'l')), resource_names_subscribe: ['l'] };
    expect(client.request('routes', routes)).to.deep.equal(['routes: l']);
    expect(client.ack('routes')).to.deep.equal(['clusters: -a']);
  });

  it('rules 50 and 59: a cluster that is gone and asked for anew is said to be gone', () => {
    const client = connect('delta');
    client.publish({ clusters: 'b' });
    client.request('clusters', held(make('clusters', 'a'), make('clusters', 'b')));
    client.ack('clusters');
    expect(client.ask('clusters', '*', 'a')).to.deep.equal(['clusters: b -a']);
  });

  it('rule 59: names that are asked for and held are treated alike', () => {
    const client = connect('delta');
    client.publish({ endpoints: 'a b:2 d' });
    const holds = held(make('endpoints', 'a'), make('endpoints', 'b'), make('endpoints', 'c'));
    const request = { ...holds, resource_names_subscribe: ['a', 'b', 'c'] };
    expect(client.request('endpoints', request)).to.deep.equal(['endpoints: b -c']);
  });

  it('rule 59: what is held without being asked for is removed if it is gone, and else left alone', () => {
    const client = connect('delta');
    client.publish({ endpoints: 'a b:2' });
    const holds = held(make('endpoints', 'a'), make('endpoints', 'b'), make('endpoints', 'c'));
    const request = { ...holds, resource_names_subscribe: ['a'] };
    expect(client.request('endpoints', request)).to.deep.equal(['endpoints: -c']);
  });

  it('rule 59: it counts as held by content that comes later, too', () => {
    const client = connect('delta');
    const request = {
      ...held(make('clusters', 'a'), make('clusters', 'b')),
      resource_names_subscribe: ['*'],
    };
    client.request('clusters', request);
    expect(client.publish({ clusters: 'a' })).to.deep.equal(['clusters:']);
    client.ack('clusters');
    expect(client.timeUp()).to.deep.equal(['clusters: -b']);
  });

  it('rule 59: only the first request of a type says what is held', () => {
    const client = connect('delta');
    client.publish({ clusters: 'a' });
    client.ask('clusters');
    client.ack('clusters');
    const request = { initial_resource_versions: { ghost: 'x', a: 'old' } };
    expect(client.request('clusters', request)).to.deep.equal([]);
  });

  it('rule 60: the wildcard stays one when it comes with the names of what is held', () => {
    const client = connect('delta');
    client.publish({ clusters: 'a b' });
    const request = { ...held(make('clusters', 'a')), resource_names_subscribe: ['*', 'a'] };
    expect(client.request('clusters', request)).to.deep.equal(['clusters: b']);
    client.ack('clusters');
    expect(client.publish({ clusters: 'a b c' })).to.deep.equal(['clusters: c']);
  });

  it('rule 61: a client that holds everything is answered all the same if it asks for everything', () => {
    const client = connect('delta');
    client.publish({ clusters: 'a', endpoints: 'a' });
    expect(client.request('clusters', held(make('clusters', 'a')))).to.deep.equal(['clusters:']);
    const endpoints = heldEndpoints({ clusters: 'a', endpoints: 'a' }, 'a');
    const request = { ...endpoints, resource_names_subscribe: ['a'] };
    expect(client.request('endpoints', request), 'and not if it asks by name').to.deep.equal([]);
  });

  it('rule 48: endpoints are sent again only for clusters that are', () => {
    const client = connect('delta');
    client.publish({ clusters: 'a b:2', endpoints: 'a b' });
    const clusters = held(make('clusters', 'a'), make('clusters', 'b'));
    expect(client.request('clusters', clusters)).to.deep.equal(['clusters: b']);
    const endpoints = heldEndpoints({ clusters: 'a b', endpoints: 'a b' }, 'a', 'b');
    expect(client.request('endpoints', { ...endpoints, resource_names_subscribe: ['a', 'b'] })).to.deep.equal(
      ['endpoints: b'],
    );
  });

  it('rules 48 and 59: the version of an assignment says which cluster was told before it', () => {
    const client = connect('delta');
    client.publish({ clusters: 'a b', endpoints: 'a b' });
    client.ask('clusters');
    client.ask('endpoints', 'a', 'b');
    const [a, b] = client.lastOf('endpoints').resources;
    client.ackAll('clusters', 'endpoints');
    expect(client.publish({ clusters: 'a:2 b', endpoints: 'a b' })).to.deep.equal([
      'clusters: a',
      'endpoints: a',
    ]);
    expect(client.lastOf('endpoints').resources[0]?.version).not.to.equal(a?.version);
    client.ackAll('clusters', 'endpoints');
    expect(client.publish({ clusters: 'a b', endpoints: 'a b:2' })).to.deep.equal([
      'clusters: a',
      'endpoints: b a',
    ]);
    const [b2, a2] = client.lastOf('endpoints').resources;
    expect(a2?.version, 'the same pair has the same version').to.equal(a?.version);
    expect(b2?.version).not.to.equal(b?.version);
  });

  it('rules 50 and 59: routes wait for new clusters when the client came back with listeners, though it holds no routes', () => {
    const client = connect('delta');
    client.publish({ clusters: 'a', endpoints: 'a', listeners: 'l', routes: 'l' });
    client.request('clusters', held(make('clusters', 'z')));
    client.request('listeners', held(make('listeners', 'l')));
    expect(client.ask('routes', 'l')).to.deep.equal([]);
    expect(client.ack('clusters')).to.deep.equal(['listeners:', 'routes: l']);
  });

  it('rules 48 and 59: a cluster that the client no longer held needs its assignment again, though that is as it was', () => {
    const content = { clusters: 'a b', endpoints: 'a b' };
    const client = connect('delta');
    client.publish(content);
    client.request('clusters', held(make('clusters', 'b')));
    const request = { ...heldEndpoints(content, 'a', 'b'), resource_names_subscribe: ['a', 'b'] };
    expect(client.request('endpoints', request)).to.deep.equal(['endpoints: a']);
  });

  it('rules 48 and 59: an assignment that overtakes its changed cluster does not count as the one after it', () => {
    const client = connect('delta');
    client.publish({ clusters: 'a', endpoints: 'a' });
    client.ask('clusters');
    client.ask('endpoints', 'a');
    client.ack('endpoints');
    // The cluster waits for the answer to the one before; its endpoints don't.
    expect(client.publish({ clusters: 'a:2', endpoints: 'a:2' })).to.deep.equal(['endpoints: a']);
    const early = held(...client.lastOf('endpoints').resources);
    client.ack('endpoints');
    expect(client.ack('clusters')).to.deep.equal(['clusters: a', 'endpoints: a']);

    const again = connect('delta');
    again.publish({ clusters: 'a:2', endpoints: 'a:2' });
    again.request('clusters', held(make('clusters', 'a', 2)));
    expect(again.request('endpoints', { ...early, resource_names_subscribe: ['a'] })).to.deep.equal([
      'endpoints: a',
    ]);
  });

  it('rules 48 and 59: endpoints that are asked for before clusters are sent under a version that is no answer to a cluster', () => {
    const client = connect('delta');
    client.publish({ clusters: 'a:2', endpoints: 'a' });
    const before = heldEndpoints({ clusters: 'a', endpoints: 'a' }, 'a');
    expect(client.request('endpoints', { ...before, resource_names_subscribe: ['a'] })).to.deep.equal([
      'endpoints: a',
    ]);
    const early = held(...client.lastOf('endpoints').resources);
    client.ack('endpoints');
    expect(client.request('clusters', held(make('clusters', 'a')))).to.deep.equal([
      'clusters: a',
      'endpoints: a',
    ]);

    const again = connect('delta');
    again.publish({ clusters: 'a:2', endpoints: 'a' });
    expect(again.request('endpoints', { ...early, resource_names_subscribe: ['a'] })).to.deep.equal([
      'endpoints: a',
    ]);
  });
});

describe('reconnects on SotW', () => {
  it('rule 12: a client that comes back with the current version is answered', () => {
    const client = connect('sotw');
    client.publish({ endpoints: 'a' });
    client.ask('endpoints', 'a');
    const { version, nonce } = client.lastOf('endpoints');

    const again = connect('sotw');
    again.publish({ endpoints: 'a' });
    const request = { version_info: version, response_nonce: nonce, resource_names: ['a'] };
    expect(again.request('endpoints', request)).to.deep.equal(['endpoints: a']);
    expect(again.lastOf('endpoints').version).to.equal(version);
  });
});
