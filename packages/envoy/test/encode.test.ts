import { expect } from 'chai';
import { decode, encode, EncodeError } from '../src/index.js';
import { untyped } from './untyped.js';

const cluster = 'envoy.config.cluster.v3.Cluster';

const mistakes: [what: string, name: string, message: unknown, error: string][] = [
  ['an unknown field', cluster, { nam: 'x' }, `nam: ${cluster} has no such field; did you mean "name"?`],
  ['a lowerCamelCase name', cluster, { connectTimeout: '1s' }, 'did you mean "connect_timeout"?'],
  ['a name far from any', cluster, { zzzzzzzz: 1 }, `zzzzzzzz: ${cluster} has no such field`],
  [
    'an enum name that does not exist',
    cluster,
    { type: 'EDSS' },
    'type: expected one of STATIC, STRICT_DNS, LOGICAL_DNS, EDS, ORIGINAL_DST, found "EDSS"; did you mean "EDS"?',
  ],
  ['an enum of the wrong type', cluster, { lb_policy: true }, 'lb_policy: expected one of'],
  ['an enum number out of range', cluster, { type: 2 ** 31 }, 'type: expected an integer from'],
  [
    'null',
    cluster,
    { connect_timeout: null },
    'connect_timeout: expected a duration like "1.5s", found null',
  ],
  [
    'two members of a oneof',
    cluster,
    { type: 'EDS', cluster_type: { name: 'x' } },
    'cluster_type: "type" is given too, but only one member of the oneof "cluster_discovery_type" may be',
  ],
  ['no array', cluster, { health_checks: {} }, 'health_checks: expected an array, found an object'],
  [
    'a hole in an array',
    'envoy.config.route.v3.VirtualHost',
    { domains: ['a', undefined] },
    'domains[1]: expected a string, found undefined',
  ],
  [
    'a map key',
    cluster,
    { typed_extension_protocol_options: { 'a.b': { x: 1 } } },
    'typed_extension_protocol_options["a.b"]: "@type" is missing beside "x"',
  ],
  [
    'a message that is an array',
    cluster,
    { eds_cluster_config: [] },
    'eds_cluster_config: expected an object, found an array',
  ],
  [
    'a message that is a Map',
    cluster,
    { eds_cluster_config: new Map() },
    'eds_cluster_config: expected an object, found a Map',
  ],
  [
    'a value deep inside',
    cluster,
    {
      load_assignment: {
        endpoints: [
          {},
          { lb_endpoints: [{}, {}, {}, { endpoint: { address: { socket_address: { port_value: -1 } } } }] },
        ],
      },
    },
    'load_assignment.endpoints[1].lb_endpoints[3].endpoint.address.socket_address.port_value: expected an integer from 0 to 4294967295, found -1',
  ],
  [
    'a value inside an Any',
    'envoy.config.listener.v3.Filter',
    {
      typed_config: {
        '@type': 'type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
        idle_timeout: '1h',
      },
    },
    'typed_config.idle_timeout: expected a duration like "1.5s", found "1h"',
  ],
  [
    'an unknown message',
    'envoy.config.cluster.v3.Clusters',
    {},
    'no message is called "envoy.config.cluster.v3.Clusters"; did you mean "envoy.config.cluster.v3.Cluster"?',
  ],
];

describe('encode', () => {
  for (const [what, name, message, error] of mistakes) {
    it(`refuses ${what}, and says where`, () => {
      expect(() => untyped.encode(name, message))
        .to.throw(EncodeError)
        .with.property('message')
        .that.includes(error);
    });
  }

  it('gives the path and the reason of a mistake apart', () => {
    try {
      untyped.encode(cluster, { circuit_breakers: { thresholds: [{ max_connections: 'x' }] } });
      expect.fail('not refused');
    } catch (error) {
      expect(error).to.be.instanceOf(EncodeError);
      expect(error).to.include({
        path: 'circuit_breakers.thresholds[0].max_connections',
        reason: 'expected an integer from 0 to 4294967295, found "x"',
      });
    }
  });

  it('works on after a mistake', () => {
    const good = hex(cluster, { name: 'a', load_assignment: { endpoints: [{ priority: 1 }] } });
    expect(() => encode(cluster, { load_assignment: { endpoints: [{ priority: -1 }] } })).to.throw(
      EncodeError,
    );
    expect(hex(cluster, { name: 'a', load_assignment: { endpoints: [{ priority: 1 }] } })).to.equal(good);
  });

  it('takes a property that is undefined as absent', () => {
    expect(hex(cluster, { name: 'a', type: undefined, cluster_type: undefined })).to.equal(
      hex(cluster, { name: 'a' }),
    );
    expect(hex(cluster, { metadata: { filter_metadata: { a: undefined } } })).to.equal(
      hex(cluster, { metadata: {} }),
    );
  });

  it('refuses an unknown field even if it is undefined', () => {
    expect(() => untyped.encode(cluster, { nam: undefined })).to.throw(EncodeError, 'did you mean "name"?');
  });

  const presence: [what: string, name: string, message: unknown, hex: string][] = [
    [
      'a scalar without presence that is its default is not written',
      'envoy.config.core.v3.Locality',
      { region: '' },
      '',
    ],
    [
      'an enum without presence that is its default is not written',
      'envoy.config.core.v3.SocketAddress',
      { protocol: 'TCP' },
      '',
    ],
    [
      'a scalar in a oneof is written even if it is its default',
      'envoy.config.core.v3.SocketAddress',
      { port_value: 0 },
      '1800',
    ],
    ['an enum in a oneof is written even if it is its default', cluster, { type: 'STATIC' }, '1000'],
    [
      'a wrapper that holds its type’s default is written',
      cluster,
      { per_connection_buffer_limit_bytes: 0 },
      '2a00',
    ],
    ['a message without fields is written', cluster, { eds_cluster_config: {} }, '1a00'],
    ['an empty array is not written', cluster, { health_checks: [] }, ''],
    ['an empty map is not written', cluster, { typed_extension_protocol_options: {} }, ''],
    [
      'defaults in an array are written',
      'envoy.config.route.v3.VirtualHost',
      { domains: ['', ''] },
      '12001200',
    ],
    [
      'a map entry has its key and its value even if they are defaults',
      'envoy.config.core.v3.Metadata',
      { filter_metadata: { '': {} } },
      '0a040a001200',
    ],
  ];
  for (const [what, name, message, expected] of presence) {
    it(what, () => {
      expect(hex(name, message)).to.equal(expected);
    });
  }

  it('packs repeated numbers and enums', () => {
    const name = 'envoy.config.route.v3.RetryPolicy';
    const message = { retriable_status_codes: [503, 504] };
    expect(hex(name, message)).to.equal('3a04f703f803');
    expect(decode(name, encode(name, message))).to.deep.equal(message);
  });

  it('keeps an enum number that has no name', () => {
    expect(decode(cluster, untyped.encode(cluster, { lb_policy: 99 }))).to.deep.equal({ lb_policy: 99 });
  });

  it('writes fields by number and map entries by key, whatever the order of the properties', () => {
    const a = { name: 'n', alt_stat_name: 's', metadata: { filter_metadata: { a: { x: 1, y: 2 }, b: {} } } };
    const b = { metadata: { filter_metadata: { b: {}, a: { y: 2, x: 1 } } }, alt_stat_name: 's', name: 'n' };
    expect(hex(cluster, b)).to.equal(hex(cluster, a));
  });

  it('gives up on a message that contains itself', () => {
    const extension: Record<string, unknown> = {
      '@type': 'type.googleapis.com/envoy.config.core.v3.TypedExtensionConfig',
    };
    extension['typed_config'] = extension;
    expect(() => untyped.encode('google.protobuf.Any', extension)).to.throw(
      'nested deeper than 100 messages',
    );
    const struct: Record<string, unknown> = {};
    struct['self'] = struct;
    expect(() => untyped.encode('google.protobuf.Struct', struct)).to.throw(
      'nested deeper than 100 messages',
    );
  });
});

function hex(name: string, message: unknown): string {
  return Buffer.from(untyped.encode(name, message)).toString('hex');
}
