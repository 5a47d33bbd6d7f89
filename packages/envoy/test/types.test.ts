import { expect } from 'chai';
import {
  encode,
  resource,
  type Cluster,
  type Listener,
  type Resource,
  type TypedMessage,
} from '../src/index.js';

// Checked by the compiler: an expectation below that is no error is an error.
describe('the generated types', () => {
  it('let a member be given as undefined', () => {
    const cluster: Cluster = { name: 'a', type: undefined };
    expect(encode('envoy.config.cluster.v3.Cluster', cluster)).to.have.length(3);
  });

  it('refuse unknown members, enum names and types', () => {
    // @ts-expect-error -- no such field
    const unknown: Cluster = { nam: 'a' };
    // @ts-expect-error -- no such name
    const name: Cluster = { type: 'EDSS' };
    // @ts-expect-error -- a wrapper is its bare value
    const wrapper: Cluster = { per_connection_buffer_limit_bytes: { value: 1 } };
    for (const cluster of [unknown, name, wrapper]) {
      expect(() => encode('envoy.config.cluster.v3.Cluster', cluster)).to.throw();
    }
  });

  it('know the fields of a message in an Any by its type URL', () => {
    const tcpProxy: TypedMessage = {
      '@type': 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
      stat_prefix: 'a',
    };
    if (tcpProxy['@type'].endsWith('TcpProxy')) expect(tcpProxy.stat_prefix).to.equal('a');
    const wrong: TypedMessage = {
      '@type': 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
      // @ts-expect-error -- TcpProxy has no such field
      stat_prefixx: 'a',
    };
    expect(() => encode('google.protobuf.Any', wrong)).to.throw('did you mean "stat_prefix"?');
  });

  it('tie a resource to the message of its kind', () => {
    const listener: Listener = { name: 'l' };
    const one: Resource<'listeners'> = resource('listeners', listener);
    const any: Resource = one;
    expect(any.message).to.equal(listener);
    // @ts-expect-error -- a listener is no cluster
    expect(() => resource('clusters', { filter_chains: [] })).to.throw();
  });
});
