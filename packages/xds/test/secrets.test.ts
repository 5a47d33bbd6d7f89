import { resource, resourceSet, type Cluster, type Listener, type TypedMessage } from '@xdsim/envoy';
import { expect } from 'chai';
import { secretsLacked, settled, type Protocol } from '../src/index.js';
import { make, tlsSocket } from './fixtures.js';
import { connect, type Client } from './scripted-client.js';

const protocols: readonly Protocol[] = ['sotw', 'delta'];

/** A cluster in its variant with TLS, its endpoints, and a listener: what an Envoy holds that uses a secret. */
function holdAll(protocol: Protocol): Client {
  const client = connect(protocol);
  client.publish({ clusters: 'a:5 b', endpoints: 'a b', listeners: 'l', routes: 'l', secrets: 'a' });
  for (const [type, ...names] of [
    ['clusters'],
    ['endpoints', 'a', 'b'],
    ['secrets', 'a'],
    ['listeners'],
    ['routes', 'l'],
  ] as const) {
    client.ask(type, ...names);
    client.ack(type);
  }
  expect(settled(client.state, 1)).to.equal(true);
  return client;
}

const rest = { clusters: 'b', endpoints: 'a b', listeners: 'l', routes: 'l' } as const;

for (const protocol of protocols) {
  describe(`secrets on ${protocol}`, () => {
    it('rules 27 and 34: a secret is sent to whom it was asked for by, and when it changes', () => {
      const client = connect(protocol);
      client.publish({ secrets: 'a b' });
      expect(client.ask('secrets', 'a')).to.deep.equal(['secrets: a']);
      client.ack('secrets');
      expect(client.publish({ secrets: 'a b:2' })).to.deep.equal([]);
      expect(client.publish({ secrets: 'a:5 b:2' })).to.deep.equal(['secrets: a']);
    });

    it('rule 22: secrets have no legacy wildcard', () => {
      const client = connect(protocol);
      client.publish({ secrets: 'a' });
      expect(client.ask('secrets')).to.deep.equal([]);
    });

    it('rules 41 and 44: one that does not exist is removed on delta; SotW has no words for it', () => {
      const client = connect(protocol);
      client.publish({});
      const [missing, gone] = protocol === 'delta' ? [['secrets: -a'], ['secrets: -a']] : [[], []];
      expect(client.ask('secrets', 'a')).to.deep.equal(missing);
      if (protocol === 'delta') client.ack('secrets');
      expect(settled(client.state, 1), 'nobody waits for it').to.equal(true);
      expect(client.publish({ secrets: 'a' }), 'it is remembered').to.deep.equal(['secrets: a']);
      client.ack('secrets');
      expect(client.publish({})).to.deep.equal(gone);
    });

    it('rule 49: a secret is sent again after the cluster that refers to it', () => {
      const client = holdAll(protocol);
      client.publish({ ...rest, secrets: 'a' });
      client.timeUp();
      client.ackAll('clusters');
      const sent = client.publish({ ...rest, clusters: 'a:5 b', secrets: 'a' });
      expect(sent.at(-1)).to.equal('secrets: a');
      expect(sent.filter((response) => response.startsWith('secrets'))).to.have.length(1);
    });

    it('rule 49: and after the listener that refers to it', () => {
      const client = holdAll(protocol);
      const socket = { transport_socket: tlsSocket('a') };
      const withChain = resource('listeners', { name: 'l', filter_chains: [{ ...socket }] });
      const others = [
        make('clusters', 'a', 5),
        make('clusters', 'b'),
        make('endpoints', 'a'),
        make('endpoints', 'b'),
      ];
      const sent = client.publishAs(
        resourceSet([...others, make('routes', 'l'), make('secrets', 'a'), withChain]),
      );
      expect(sent).to.deep.equal(['listeners: l', 'secrets: a']);
    });

    it('rule 49: but not after another one', () => {
      const client = holdAll(protocol);
      const sent = client.publish({ ...rest, clusters: 'a:5 b:3', secrets: 'a' });
      expect(sent.some((response) => response.startsWith('secrets'))).to.equal(false);
    });

    it('rule 49: one that does not exist holds up nothing and nobody', () => {
      const client = holdAll(protocol);
      const next = { clusters: 'a:5 b c:5', endpoints: 'a b c', listeners: 'l:2', routes: 'l:2' };
      const sent = client.publish({ ...next, secrets: 'a' });
      if (protocol === 'delta') {
        expect(sent).to.deep.equal(['clusters: c']);
        client.ack('clusters');
        expect(client.ask('secrets', 'c')).to.deep.equal(['secrets: -c']);
        client.ack('secrets');
        client.ask('endpoints', 'c');
        expect(client.ack('endpoints')).to.deep.equal(['listeners: l', 'routes: l']);
      } else expect(sent).to.deep.equal(['listeners: l', 'routes: l']);
      client.ackAll('listeners', 'routes');
      expect(settled(client.state, 2)).to.equal(true);
      const coming = protocol === 'delta' ? 'secrets: c' : 'clusters: a b c';
      expect(client.publish({ ...next, secrets: 'a c' })).to.deep.equal([coming]);
    });

    it('rules 49 and 50: routes to a new cluster wait for its secret if there is one', () => {
      const client = holdAll(protocol);
      client.publish({
        clusters: 'a:5 b c:5',
        endpoints: 'a b c',
        listeners: 'l',
        routes: 'l:2',
        secrets: 'a c',
      });
      client.ack('clusters');
      client.ask('endpoints', 'c');
      expect(client.ack('endpoints')).to.deep.equal([]);
      expect(client.ask('secrets', 'c')).to.deep.equal(['secrets: c']);
      expect(client.ack('secrets')).to.deep.equal(['routes: l']);
    });

    it('rules 20 and 49: a client that never asks for it is not waited for without end', () => {
      const client = holdAll(protocol);
      client.publish({
        clusters: 'a:5 b c:5',
        endpoints: 'a b c',
        listeners: 'l',
        routes: 'l:2',
        secrets: 'a c',
      });
      client.ack('clusters');
      client.ask('endpoints', 'c');
      expect(client.ack('endpoints')).to.deep.equal([]);
      expect(client.timeUp()).to.deep.equal(['routes: l']);
    });

    it('rules 49 and 51: what a new listener takes the place of keeps its clusters until its secrets have come', () => {
      const client = holdAll(protocol);
      const socket = { transport_socket: tlsSocket('s') };
      const listener = resource('listeners', { name: 'l', filter_chains: [{ ...socket }] });
      const next = [
        make('clusters', 'b'),
        make('endpoints', 'b'),
        make('routes', 'l'),
        make('secrets', 'a'),
        make('secrets', 's'),
        listener,
      ];
      expect(client.publishAs(resourceSet(next))).to.deep.equal(['listeners: l']);
      expect(client.ack('listeners'), 'the cluster stays').to.deep.equal([]);
      expect(client.ask('secrets', 's')).to.deep.equal(['secrets: s']);
      expect(client.ack('secrets')).to.include(protocol === 'sotw' ? 'clusters: b' : 'clusters: -a');
    });
  });
}

describe('references to secrets', () => {
  const socketOf = (typed_config: TypedMessage) => ({ name: 'tls', typed_config });
  const upstream = tlsSocket('s').typed_config;
  const trusting: TypedMessage = {
    '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext',
    common_tls_context: {
      combined_validation_context: {
        validation_context_sds_secret_config: { name: 's', sds_config: { ads: {} } },
      },
    },
  };
  const wrapped: TypedMessage = {
    '@type':
      'type.googleapis.com/envoy.extensions.transport_sockets.proxy_protocol.v3.ProxyProtocolUpstreamTransport',
    transport_socket: socketOf(upstream),
  };
  const cluster = (fields: Partial<Cluster>) => resource('clusters', { name: 'a', ...fields });
  const listener = (fields: Partial<Listener>) => resource('listeners', { name: 'a', ...fields });

  for (const [where, parent] of [
    ['the certificate of a cluster', cluster({ transport_socket: socketOf(upstream) })],
    ['its authority', cluster({ transport_socket: socketOf(trusting) })],
    [
      'one socket of several',
      cluster({ transport_socket_matches: [{ transport_socket: socketOf(upstream) }] }),
    ],
    ['a socket in another', cluster({ transport_socket: socketOf(wrapped) })],
    ['a filter chain', listener({ filter_chains: [{ transport_socket: socketOf(upstream) }] })],
    ['the last one', listener({ default_filter_chain: { transport_socket: socketOf(upstream) } })],
  ] as const) {
    it(`rule 49: a secret follows ${where}`, () => {
      const client = connect('delta');
      client.publish({ secrets: 's' });
      client.ask('secrets', 's');
      client.ack('secrets');
      client.ask(parent.type);
      client.ack(parent.type);
      const sent = client.publishAs(resourceSet([make('secrets', 's'), parent]));
      expect(sent).to.deep.equal([`${parent.type}: a`, 'secrets: s']);
    });
  }

  it('rule 49: one that comes from elsewhere does not', () => {
    const elsewhere = { name: 's', sds_config: { path_config_source: { path: '/secret' } } };
    const client = connect('delta');
    client.publish({ secrets: 's' });
    client.ask('secrets', 's');
    client.ack('secrets');
    client.ask('clusters');
    client.ack('clusters');
    const config: TypedMessage = {
      '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext',
      common_tls_context: { tls_certificate_sds_secret_configs: [elsewhere] },
    };
    const sent = client.publishAs(
      resourceSet([make('secrets', 's'), cluster({ transport_socket: socketOf(config) })]),
    );
    expect(sent).to.deep.equal(['clusters: a']);
  });
});

describe('clusters that lack a secret, on state of the world', () => {
  const others = { clusters: 'b', endpoints: 'a b', listeners: 'l', routes: 'l' } as const;

  it('rule 49: are not sent before it, so that nothing waits for them, and come with it', () => {
    const client = connect('sotw');
    client.publish({ ...others, clusters: 'a:5 b' });
    expect(client.ask('clusters')).to.deep.equal(['clusters: b']);
    client.ack('clusters');
    expect(settled(client.state, 1)).to.equal(true);
    expect(secretsLacked(client.state)).to.deep.equal(['a']);
    expect(client.publish({ ...others, clusters: 'a:5 b:3' })).to.deep.equal(['clusters: b']);
    client.ack('clusters');
    expect(client.publish({ ...others, clusters: 'a:5 b:3', secrets: 'a' })).to.deep.equal(['clusters: a b']);
    expect(secretsLacked(client.state)).to.deep.equal([]);
  });

  it('rule 49: stay as they were when a change of them is what lacks it', () => {
    const client = connect('sotw');
    client.publish({ ...others, clusters: 'a b' });
    client.ask('clusters');
    client.ack('clusters');
    expect(client.publish({ ...others, clusters: 'a:5 b' })).to.deep.equal([]);
    expect(client.publish({ ...others, clusters: 'a:5 b:3' })).to.deep.equal(['clusters: a b']);
    expect(client.lastOf('clusters').resources[0]).to.equal(make('clusters', 'a'));
    client.ack('clusters');
    expect(client.publish({ ...others, clusters: 'a:3 b:3' }), 'mended').to.deep.equal(['clusters: a b']);
  });

  it('rule 49: stay when their secret goes, and with a client that comes back with them', () => {
    const client = connect('sotw');
    client.publish({ ...others, clusters: 'a:5 b', secrets: 'a' });
    client.ask('clusters');
    client.ack('clusters');
    expect(client.publish({ ...others, clusters: 'a:5 b' })).to.deep.equal([]);

    const back = connect('sotw');
    back.request('clusters', { version_info: '0123456789abcdef' });
    expect(back.publish({ ...others, clusters: 'a:5 b' })).to.deep.equal(['clusters: a b']);
  });

  it('rule 49: are sent at once on delta, which says that there is none', () => {
    const client = connect('delta');
    client.publish({ ...others, clusters: 'a:5 b' });
    expect(client.ask('clusters')).to.deep.equal(['clusters: a b']);
    expect(client.ask('secrets', 'a')).to.deep.equal(['secrets: -a']);
  });
});
