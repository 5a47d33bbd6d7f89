import { expect } from 'chai';
import {
  decode,
  emptyResourceSet,
  EncodeError,
  resource,
  resourceSet,
  resourceTypes,
  toJson,
  typeUrls,
} from '../src/index.js';

describe('a resource', () => {
  it('has its message’s name, type URL and bytes', () => {
    const message = { name: 'outbound|80||a.example.com', type: 'EDS' } as const;
    const cluster = resource('clusters', message);
    expect(cluster).to.include({ type: 'clusters', typeUrl: typeUrls.clusters, name: message.name, message });
    expect(decode('envoy.config.cluster.v3.Cluster', cluster.bytes)).to.deep.equal(message);
  });

  it('is named after cluster_name if it is an assignment', () => {
    expect(resource('endpoints', { cluster_name: 'a' }).name).to.equal('a');
  });

  it('has a version that follows from its content alone', () => {
    const version = resource('routes', { name: 'a', virtual_hosts: [{ name: 'v', domains: ['*'] }] }).version;
    expect(version).to.match(/^[0-9a-f]{16}$/);
    expect(
      resource('routes', { virtual_hosts: [{ domains: ['*'], name: 'v' }], name: 'a' }).version,
    ).to.equal(version);
    expect(
      resource('routes', { name: 'a', virtual_hosts: [{ name: 'w', domains: ['*'] }] }).version,
    ).not.to.equal(version);
  });

  it('needs a name', () => {
    expect(() => resource('listeners', {})).to.throw(EncodeError, 'name: a resource needs a name');
    expect(() => resource('endpoints', { cluster_name: '' })).to.throw(
      EncodeError,
      'cluster_name: a resource needs a name',
    );
  });

  it('has a canonical JSON form with proto field names and expanded Anys', () => {
    const listener = resource('listeners', {
      name: 'l',
      bind_to_port: false,
      address: { socket_address: { address: '0.0.0.0', port_value: 80, protocol: 'TCP' } },
      listener_filters_timeout: '0.1s',
      filter_chains: [
        {
          filters: [
            {
              name: 'f',
              typed_config: {
                '@type': 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
                stat_prefix: 's',
                cluster: 'c',
              },
            },
          ],
        },
      ],
    });
    expect(JSON.parse(JSON.stringify(toJson(listener)))).to.deep.equal({
      name: 'l',
      bind_to_port: false,
      address: { socket_address: { address: '0.0.0.0', port_value: 80 } },
      listener_filters_timeout: '0.100s',
      filter_chains: [
        {
          filters: [
            {
              name: 'f',
              typed_config: {
                '@type': 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
                stat_prefix: 's',
                cluster: 'c',
              },
            },
          ],
        },
      ],
    });
  });
});

describe('a resource set', () => {
  it('sorts resources by kind and each kind by name', () => {
    const set = resourceSet([
      resource('routes', { name: '80' }),
      resource('clusters', { name: 'b' }),
      resource('clusters', { name: 'a' }),
      resource('endpoints', { cluster_name: 'a' }),
    ]);
    expect(resourceTypes.map((type) => [type, [...set[type].keys()]])).to.deep.equal([
      ['clusters', ['a', 'b']],
      ['endpoints', ['a']],
      ['listeners', []],
      ['routes', ['80']],
      ['secrets', []],
    ]);
  });

  it('refuses two resources of one kind and name', () => {
    const a = resource('clusters', { name: 'a' });
    expect(() => resourceSet([a, a])).to.throw('two clusters are called "a"');
    expect(resourceSet([a, resource('listeners', { name: 'a' })]).listeners.size).to.equal(1);
  });

  it('may be empty', () => {
    expect(resourceTypes.map((type) => emptyResourceSet[type].size)).to.deep.equal([0, 0, 0, 0, 0]);
  });
});
