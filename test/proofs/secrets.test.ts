import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from '@xdsim/api';
import type { Bootstrap, TypedMessage } from '@xdsim/envoy';
import { bootstrap, createServer } from '@xdsim/server';
import {
  freePortOffset,
  selfSignedCertificate,
  startEnvoy,
  startHttpBackend,
  startMesh,
  startTlsBackend,
  useEnvoyLog,
  type BackendAnswer,
  type RunningEnvoy,
  type TlsBackend,
} from '@xdsim/testkit';
import { expect } from 'chai';
import { localService } from './local-service.js';
import { startLoad } from './steady-load.js';

const [before, after] = ['before', 'after'].map((commonName) => selfSignedCertificate({ commonName }));

/** Each request goes over a connection of its own, so that each shows the certificate that Envoy has then. */
const rule = (name: string, credential: string) => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: ${name} }
spec:
  host: ${name}.example
  workloadSelector: { matchLabels: { app: web } }
  trafficPolicy:
    connectionPool: { http: { maxRequestsPerConnection: 1 } }
    tls: { mode: MUTUAL, credentialName: ${credential}, sni: ${name}.example, subjectAltNames: [${name}.example] }
`;

/** The files of the secret `client`: its certificate, and the authority of a backend. */
async function secretFolder(backend: TlsBackend) {
  const path = await mkdtemp(join(tmpdir(), 'xdsim-secrets-'));
  const file = (name: string) => join(path, name);
  const [certificateChain, privateKey, trustedCa] = [file('cert.pem'), file('key.pem'), file('ca.pem')];
  const write = async (to: string, text: string) => {
    await writeFile(`${to}.new`, text);
    await rename(`${to}.new`, to);
  };
  const show = async ({ cert, key }: { readonly cert: string; readonly key: string }) => {
    await write(privateKey, key);
    await write(certificateChain, cert);
  };
  await show(before!);
  await write(trustedCa, backend.certificate.cert);
  return {
    secrets: [{ name: 'client', certificateChain, privateKey, trustedCa }],
    show,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  };
}

const startBackend = () =>
  startTlsBackend({ name: 'api', hosts: ['api.example'], clientCa: before!.cert + after!.cert });

/** The name in the certificate that Envoy shows to the backend now. */
async function shownBy(
  envoy: RunningEnvoy,
  to: { readonly port: number } | { readonly listener: string },
): Promise<string | undefined> {
  const answer = await envoy.request({ ...to, host: 'api.example' }).catch(() => undefined);
  if (answer?.status !== 200) return undefined;
  return (JSON.parse(answer.body) as BackendAnswer).tls?.clientName;
}

const apply =
  (to: { readonly registry: { apply(objects: ReturnType<typeof parse>['objects']): unknown } }) =>
  (...texts: readonly string[]) =>
    to.registry.apply(parse(texts.join('---')).objects);

for (const protocol of ['sotw', 'delta'] as const)
  describe(`secrets and a real Envoy (${protocol})`, () => {
    useEnvoyLog();

    it('rules 46 and 49: a renewed certificate is in use within a second, and no request fails', async () => {
      await using backend = await startBackend();
      await using folder = await secretFolder(backend);
      const node = { labels: { app: 'web' } };
      await using mesh = await startMesh({ sources: [], servicePorts: [80], protocol, node, ...folder });
      const { server, envoy } = mesh;
      const port = mesh.port(80);
      apply(server)(localService('api', backend.port), rule('api', 'client'));
      await server.settled();
      await envoy.until(async () => (await shownBy(envoy, { port })) === 'before', { what: 'mutual TLS' });

      const load = startLoad({ port, host: 'api.example', perSecond: 50 });
      for (const [name, certificate] of [
        ['after', after!],
        ['before', before!],
        ['after', after!],
      ] as const) {
        await folder.show(certificate);
        await envoy.until(async () => (await shownBy(envoy, { port })) === name, {
          what: `the certificate ${name}`,
          timeoutMs: 1_500,
        });
      }
      const answers = await load.stop();
      expect([...answers.keys()]).to.deep.equal(['200 api']);
      await server.settled();
      expect(server.diagnostics()).to.deep.equal([]);
      const dump = JSON.stringify(await envoy.configDump());
      expect(dump).to.contain('kubernetes://client-cacert');
    });

    it('rule 49: a secret that does not exist keeps nothing else back, and is used when it comes', async () => {
      await using backend = await startBackend();
      await using plain = await startHttpBackend({ name: 'plain' });
      await using folder = await secretFolder(backend);
      const node = { labels: { app: 'web' } };
      const [client] = folder.secrets;
      const missing = { ...client!, name: 'late', certificateChain: `${client!.certificateChain}.late` };
      const secrets = [client!, missing];
      await using mesh = await startMesh({ sources: [], servicePorts: [80], protocol, node, secrets });
      const { server, envoy } = mesh;
      const port = mesh.port(80);
      const status = (name: string) =>
        envoy.request({ port, host: `${name}.example` }).then(
          (answer) => answer.status,
          () => undefined,
        );
      const services = [
        localService('api', backend.port),
        rule('api', 'client'),
        localService('plain', plain.port),
      ];
      apply(server)(
        ...services,
        localService('late', backend.port),
        rule('late', 'late').replaceAll('late.example]', 'api.example]'),
      );
      await server.settled();
      await envoy.until(async () => (await status('api')) === 200, { what: 'the others', timeoutMs: 3_000 });
      expect(await status('plain')).to.equal(200);
      expect(await status('late'), 'never in plain text, nor without its certificate').to.equal(503);
      const codes = new Set(server.diagnostics().map(({ code }) => code));
      expect([...codes].sort()).to.deep.equal(['XDS0631', 'XDS0632']);

      {
        const portOffset = await freePortOffset([80]);
        const started = { id: 'web-2', ...node, portOffset };
        await using other = await startEnvoy({
          xds: server.xdsAddress,
          node: started,
          protocol,
          timeoutMs: 10_000,
        });
        await other.until(async () => (await shownBy(other, { port: 80 + portOffset })) === 'before');
      }

      await writeFile(missing.certificateChain, before!.cert);
      await envoy.until(async () => (await status('late')) === 200, { what: 'the late one' });
      await server.settled();
      expect(server.diagnostics()).to.deep.equal([]);
    });

    for (const source of ['ADS', 'a stream of its own'] as const)
      it(`rules 35 and 49: a cluster that Envoy brings with it has its secret from ${source}`, async () => {
        await using backend = await startBackend();
        await using folder = await secretFolder(backend);
        await using server = await createServer({
          xdsAddress: '127.0.0.1:0',
          adminAddress: '127.0.0.1:0',
          secrets: folder.secrets,
        });
        apply(server)(localService('api', backend.port));
        await server.settled();
        const own = ownCluster(protocol, server.xdsAddress, backend, source === 'ADS');
        await using envoy = await startEnvoy({ bootstrap: own });
        const to = { listener: 'front' };
        await envoy.until(async () => (await shownBy(envoy, to)) === 'before', { what: 'mutual TLS' });
        await folder.show(after!);
        await envoy.until(async () => (await shownBy(envoy, to)) === 'after', {
          what: 'the renewed certificate',
          timeoutMs: 1_500,
        });
      });
  });

const apiCluster = 'outbound|80||api.example';

/** An Envoy with a listener and a cluster of its own, which takes nothing but secrets from the server. */
function ownCluster(
  protocol: 'sotw' | 'delta',
  xdsAddress: string,
  { port }: TlsBackend,
  fromAds: boolean,
): Bootstrap {
  const all = bootstrap({ id: 'web-1', xdsAddress, protocol });
  const ads_config = all.dynamic_resources?.ads_config;
  const sds_config = {
    ...(fromAds ? { ads: {} } : { api_config_source: ads_config }),
    resource_api_version: 'V3' as const,
  };
  const router = 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router';
  const manager = {
    '@type':
      'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
    stat_prefix: 'front',
    route_config: {
      virtual_hosts: [
        { name: 'all', domains: ['*'], routes: [{ match: { prefix: '/' }, route: { cluster: apiCluster } }] },
      ],
    },
    http_filters: [{ name: 'router', typed_config: { '@type': router } }],
  } as TypedMessage;
  const tls = {
    '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext',
    sni: 'api.example',
    common_tls_context: {
      tls_certificate_sds_secret_configs: [{ name: 'client', sds_config }],
      validation_context_sds_secret_config: { name: 'client-cacert', sds_config },
    },
  } as TypedMessage;
  const endpoint = { address: { socket_address: { address: '127.0.0.1', port_value: port } } };
  const api = {
    name: apiCluster,
    connect_timeout: '1s',
    max_requests_per_connection: 1,
    transport_socket: { name: 'tls', typed_config: tls },
    // Envoy: static clusters with their own endpoints begin before there is ADS, and with secrets over ADS it crashes.
    ...(fromAds
      ? { type: 'EDS', eds_cluster_config: { eds_config: sds_config } }
      : {
          type: 'STATIC',
          load_assignment: { cluster_name: apiCluster, endpoints: [{ lb_endpoints: [{ endpoint }] }] },
        }),
  };
  const front = {
    name: 'front',
    address: { socket_address: { address: '127.0.0.1', port_value: 0 } },
    filter_chains: [{ filters: [{ name: 'http', typed_config: manager }] }],
  };
  return {
    node: all.node,
    ...(fromAds && { dynamic_resources: { ads_config } }),
    static_resources: { clusters: [...(all.static_resources?.clusters ?? []), api], listeners: [front] },
  } as Bootstrap;
}
