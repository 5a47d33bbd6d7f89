import { expect } from 'chai';
import { EncodeError, fromJson } from '../src/index.js';

const cluster = 'envoy.config.cluster.v3.Cluster';

describe('fromJson', () => {
  it('accepts names in snake_case and in lowerCamelCase, and gives snake_case', () => {
    const expected = { name: 'a', connect_timeout: '0.250s', eds_cluster_config: { service_name: 'x' } };
    expect(
      fromJson(cluster, { name: 'a', connect_timeout: '0.25s', eds_cluster_config: { service_name: 'x' } }),
    ).to.deep.equal(expected);
    expect(
      fromJson(cluster, { name: 'a', connectTimeout: '0.25s', edsClusterConfig: { serviceName: 'x' } }),
    ).to.deep.equal(expected);
  });

  it('accepts both inside an Any and in a map', () => {
    const type = 'type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
    const json = {
      typedExtensionProtocolOptions: {
        x: { '@type': type, commonHttpProtocolOptions: { idleTimeout: '1s' } },
      },
    };
    expect(fromJson(cluster, json)).to.deep.equal({
      typed_extension_protocol_options: {
        x: { '@type': type, common_http_protocol_options: { idle_timeout: '1s' } },
      },
    });
  });

  it('takes null as absence, but keeps it as a value of a Struct', () => {
    const json = {
      name: null,
      type: null,
      clusterType: null,
      metadata: { filterMetadata: { a: { b: null } } },
    };
    expect(fromJson(cluster, json)).to.deep.equal({ metadata: { filter_metadata: { a: { b: null } } } });
  });

  it('leaves out defaults without presence, and gives enums their names', () => {
    expect(fromJson(cluster, { name: '', lbPolicy: 1, healthChecks: [] })).to.deep.equal({
      lb_policy: 'LEAST_REQUEST',
    });
  });

  const mistakes: [json: unknown, message: string][] = [
    [
      { conectTimeout: '1s' },
      'conectTimeout: envoy.config.cluster.v3.Cluster has no such field; did you mean "connectTimeout"?',
    ],
    [{ edsClusterConfig: { serviceName: 1 } }, 'edsClusterConfig.serviceName: expected a string, found 1'],
    [{ alt_stat_name: 'a', altStatName: 'a' }, 'altStatName: the same field as "alt_stat_name"'],
    [null, 'expected an object, found null'],
    [[], 'expected an object, found an array'],
  ];
  for (const [json, message] of mistakes) {
    it(`refuses ${JSON.stringify(json)}`, () => {
      expect(() => fromJson(cluster, json)).to.throw(EncodeError, message);
    });
  }
});
