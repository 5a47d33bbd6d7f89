import { expect } from 'chai';
import { make } from './fixtures.js';
import { connect } from './scripted-client.js';

const held = (...resources: readonly ReturnType<typeof make>[]) => ({
  initial_resource_versions: Object.fromEntries(resources.map(({ name, version }) => [name, version])),
});

describe('reconnects on delta', () => {
  it('rule 59: what the client holds is not sent again, what changed is, what is gone is removed', () => {
    const holds = held(make('clusters', 'a'), make('clusters', 'b'), make('clusters', 'c'));
    for (const subscribe of [[], ['*']]) {
      const client = connect('delta');
      client.publish({ clusters: 'a b:2 d' });
      const request = { ...holds, resource_names_subscribe: subscribe };
      expect(client.request('clusters', request)).to.deep.equal(['clusters: b d -c']);
    }
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
    expect(client.publish({ clusters: 'a' })).to.deep.equal(['clusters: -b']);
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
    const request = { ...held(make('endpoints', 'a')), resource_names_subscribe: ['a'] };
    expect(client.request('endpoints', request), 'and not if it asks by name').to.deep.equal([]);
  });

  it('rule 48: endpoints are sent again only for clusters that are', () => {
    const client = connect('delta');
    client.publish({ clusters: 'a b:2', endpoints: 'a b' });
    const endpoints = held(make('endpoints', 'a'), make('endpoints', 'b'));
    expect(client.request('endpoints', { ...endpoints, resource_names_subscribe: ['a', 'b'] })).to.deep.equal(
      [],
    );
    const clusters = held(make('clusters', 'a'), make('clusters', 'b'));
    expect(client.request('clusters', clusters)).to.deep.equal(['clusters: b', 'endpoints: b']);
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
