import { parse } from '@xdsim/api';
import type { Bootstrap, TypedMessage } from '@xdsim/envoy';
import { bootstrap, createServer } from '@xdsim/server';
import { startEnvoy, startHttpBackend, useEnvoyLog } from '@xdsim/testkit';
import { expect } from 'chai';
import { localService } from './local-service.js';

const cluster = (name: string) => `outbound|80||${name}.example`;
const type = (name: string) => `type.googleapis.com/envoy.extensions.filters.${name}`;

/** An Envoy that has no cluster, and asks for the one that a header names when a request needs it. */
function onDemand(xdsAddress: string): Bootstrap {
  const { node, static_resources, dynamic_resources } = bootstrap({
    id: 'web-1',
    xdsAddress,
    protocol: 'delta',
  });
  const source = { ads: {}, resource_api_version: 'V3' };
  const manager = {
    '@type': type('network.http_connection_manager.v3.HttpConnectionManager'),
    stat_prefix: 'front',
    route_config: {
      name: 'front',
      virtual_hosts: [
        {
          name: 'all',
          domains: ['*'],
          routes: [{ match: { prefix: '/' }, route: { cluster_header: 'x-cluster' } }],
        },
      ],
    },
    http_filters: [
      {
        name: 'on-demand',
        typed_config: { '@type': type('http.on_demand.v3.OnDemand'), odcds: { source, timeout: '60s' } },
      },
      { name: 'router', typed_config: { '@type': type('http.router.v3.Router') } },
    ],
  } as unknown as TypedMessage;
  return {
    node,
    dynamic_resources: { ads_config: dynamic_resources?.ads_config },
    static_resources: {
      clusters: static_resources?.clusters,
      listeners: [
        {
          name: 'front',
          address: { socket_address: { address: '127.0.0.1', port_value: 0 } },
          filter_chains: [{ filters: [{ name: 'http', typed_config: manager }] }],
        },
      ],
    },
  } as Bootstrap;
}

describe('clusters on demand', () => {
  useEnvoyLog();
  it('rules 44, 48 and 65: come when a request needs them, and those that do not exist are refused at once', async () => {
    await using backend = await startHttpBackend({ name: 'instance' });
    await using server = await createServer({ sources: [], xdsAddress: '127.0.0.1:0' });
    const apply = (...texts: readonly string[]) => server.registry.apply(parse(texts.join('---')).objects);
    apply(localService('one', backend.port), localService('two', backend.port));
    await server.settled();
    await using envoy = await startEnvoy({ bootstrap: onDemand(server.xdsAddress) });
    const ask = async (name: string) => {
      const { status } = await envoy.request({ listener: 'front', headers: { 'x-cluster': cluster(name) } });
      return status;
    };
    const has = async (name: string) => (await envoy.clusters()).has(cluster(name));

    expect(await has('one'), 'before').to.equal(false);
    expect(await ask('one')).to.equal(200);
    expect(await has('two'), 'what nobody needs').to.equal(false);
    expect(await ask('two'), 'the second one').to.equal(200);

    expect(await ask('three'), 'long before the minute for which it would wait').to.equal(503);
    apply(localService('three', backend.port));
    await envoy.until(async () => (await ask('three')) === 200, { what: 'the one that exists now' });

    server.registry.delete({ kind: 'ServiceEntry', namespace: 'default', name: 'one' });
    await envoy.until(async () => !(await has('one')), { what: 'the end of one' });
    expect(await ask('two')).to.equal(200);
  });
});
