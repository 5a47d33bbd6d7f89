import { parse } from '@xdsim/api';
import type { Bootstrap, TypedMessage } from '@xdsim/envoy';
import { bootstrap, createServer, type Server } from '@xdsim/server';
import { freePortOffset, startEnvoy, startHttpBackend, useEnvoyLog, type RunningEnvoy } from '@xdsim/testkit';
import { expect } from 'chai';
import { localService } from './local-service.js';

const timeout = (seconds: number) => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: one }
spec:
  host: one.example
  trafficPolicy: { connectionPool: { tcp: { connectTimeout: ${seconds}s } } }
`;

const start = (portOffset: number, xdsAddress = '127.0.0.1:0') =>
  createServer({ sources: [], xdsAddress, translate: { bindAddress: '127.0.0.1', portOffset } });

type Protocol = 'sotw' | 'delta';

/** A stream of its own for what the configuration source is of. */
const ownStream = (protocol: Protocol, xdsAddress: string) => {
  const { dynamic_resources: all } = bootstrap({ id: 'web-1', xdsAddress, protocol });
  return { api_config_source: all?.ads_config, resource_api_version: 'V3' } as const;
};

/** Envoy asks for clusters and for listeners on streams of their own, and for what these refer to on a third. */
function threeStreams(protocol: Protocol, xdsAddress: string): Bootstrap {
  const all = bootstrap({ id: 'web-1', xdsAddress, protocol });
  const own = ownStream(protocol, xdsAddress);
  return {
    ...all,
    dynamic_resources: { ...all.dynamic_resources, lds_config: own, cds_config: own },
  } as Bootstrap;
}

const cluster = (name: string) => `outbound|80||${name}.example`;

const connectionManager =
  'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager' as const;
const router = 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router' as const;

/** Envoy brings its clusters and a listener with it, and asks for each assignment and the routes on streams of their own. */
function ownClusters(protocol: Protocol, xdsAddress: string, names: readonly string[]): Bootstrap {
  const all = bootstrap({ id: 'web-1', xdsAddress, protocol });
  const own = ownStream(protocol, xdsAddress);
  const clusters = names.map((name) => ({
    name: cluster(name),
    type: 'EDS' as const,
    connect_timeout: '1s',
    eds_cluster_config: { eds_config: { ...own, initial_fetch_timeout: '0s' } },
  }));
  const manager = {
    '@type': connectionManager,
    stat_prefix: 'front',
    rds: { route_config_name: '80', config_source: own },
    http_filters: [{ name: 'router', typed_config: { '@type': router } }],
  } as TypedMessage;
  const listener = {
    name: 'front',
    address: { socket_address: { address: '127.0.0.1', port_value: 0 } },
    filter_chains: [{ filters: [{ name: 'http', typed_config: manager }] }],
  };
  return {
    node: all.node,
    static_resources: {
      clusters: [...(all.static_resources?.clusters ?? []), ...clusters],
      listeners: [listener],
    },
  } as Bootstrap;
}

const isActive = async (envoy: RunningEnvoy, words: string): Promise<boolean> => {
  const { configs } = await envoy.configDump();
  return configs.some((one) => JSON.stringify(one['dynamic_active_clusters'] ?? []).includes(words));
};

const statusOf = (envoy: RunningEnvoy, to: { port: number } | { listener: string }, name: string) =>
  envoy.request({ ...to, host: `${name}.example` }).then(
    ({ status }) => status,
    () => undefined,
  );

const apply = (server: Server, ...texts: readonly string[]) =>
  server.registry.apply(parse(texts.join('---')).objects);

for (const protocol of ['sotw', 'delta'] as const)
  describe(`streams of one type each (${protocol})`, () => {
    useEnvoyLog();

    it('rules 46 and 53: a cluster that changes on one stream gets its endpoints on another, without delay', async () => {
      await using backend = await startHttpBackend({ name: 'instance' });
      const portOffset = await freePortOffset([80]);
      await using server = await start(portOffset);
      apply(server, localService('one', backend.port));
      await using envoy = await startEnvoy({ bootstrap: threeStreams(protocol, server.xdsAddress) });
      const port = 80 + portOffset;
      await envoy.until(async () => (await statusOf(envoy, { port }, 'one')) === 200);

      for (let seconds = 3; seconds < 6; seconds++) {
        apply(server, timeout(seconds));
        await envoy.until(() => isActive(envoy, `"connect_timeout":"${seconds}s"`), {
          what: `the cluster with ${seconds} s`,
          timeoutMs: 1_500,
        });
        expect(await statusOf(envoy, { port }, 'one')).to.equal(200);
      }
      apply(server, localService('two', backend.port));
      await envoy.until(async () => (await statusOf(envoy, { port }, 'two')) === 200, { timeoutMs: 3_000 });

      server.registry.delete({ kind: 'ServiceEntry', namespace: 'default', name: 'two' });
      await envoy.until(async () => !(await isActive(envoy, cluster('two'))), { what: 'the end of two' });
      expect(await statusOf(envoy, { port }, 'one')).to.equal(200);

      const { xdsAddress } = server;
      await server.close();
      await using again = await start(portOffset, xdsAddress);
      apply(again, localService('one', backend.port), timeout(9));
      await envoy.until(() => isActive(envoy, '"connect_timeout":"9s"'), {
        what: 'what has changed while the server was away',
        timeoutMs: 15_000,
      });
      expect(await statusOf(envoy, { port }, 'one')).to.equal(200);
    });

    it('rules 35, 44b and 45: an Envoy with clusters of its own asks for each assignment by itself, and none is waited for', async () => {
      await using backend = await startHttpBackend({ name: 'instance' });
      await using server = await start(0);
      apply(server, localService('one', backend.port));
      const names = ['one', 'later'];
      await using envoy = await startEnvoy({ bootstrap: ownClusters(protocol, server.xdsAddress, names) });
      expect(await statusOf(envoy, { listener: 'front' }, 'one')).to.equal(200);
      expect(await statusOf(envoy, { listener: 'front' }, 'later'), 'it has no endpoints').to.equal(503);
      apply(server, localService('later', backend.port));
      await envoy.until(async () => (await statusOf(envoy, { listener: 'front' }, 'later')) === 200);
    });
  });
