import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findEnvoy, selfSignedCertificate } from '@xdsim/testkit';
import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';

// What the golden folders expect is what we say to proxies: a real Envoy has to accept all of it. Endpoints and routes come
// by xDS, which Envoy does not fetch when it validates, so they are written into a cluster and a listener of their own.
// What is for gRPC clients without a proxy a gRPC client accepts, in test/grpc-client.
const golden = path.join(import.meta.dirname, '../packages/translator/test/golden');
const httpProtocolOptions = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
const type = (name: string) => ({ '@type': `type.googleapis.com/${name}` });

const documents = (folder: string, name: string): Record<string, unknown>[] =>
  existsSync(path.join(folder, name))
    ? parseAllDocuments(readFileSync(path.join(folder, name), 'utf8')).map((d) => d.toJS())
    : [];

const isProxyless = (proxy: unknown): boolean =>
  typeof proxy === 'object' && proxy !== null && 'type' in proxy && proxy.type === 'proxyless';

const controlPlane = {
  name: 'control-plane',
  type: 'STATIC',
  load_assignment: { cluster_name: 'control-plane' },
  typed_extension_protocol_options: {
    [httpProtocolOptions]: {
      ...type(httpProtocolOptions),
      explicit_http_config: { http2_protocol_options: {} },
    },
  },
};

const assigned = (assignment: Record<string, unknown>) => {
  const name = `assigned ${String(assignment['cluster_name'])}`;
  return { name, type: 'STATIC', load_assignment: { ...assignment, cluster_name: name } };
};

const routed = (routes: Record<string, unknown>) => ({
  name: `routed ${String(routes['name'])}`,
  address: { pipe: { path: `@${String(routes['name'])}` } },
  filter_chains: [
    {
      filters: [
        {
          name: 'http',
          typed_config: {
            ...type('envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager'),
            stat_prefix: 'routed',
            route_config: routes,
            http_filters: [
              { name: 'router', typed_config: type('envoy.extensions.filters.http.router.v3.Router') },
            ],
          },
        },
      ],
    },
  ],
});

function configuration(folder: string): unknown {
  return {
    node: { id: 'golden', cluster: 'golden' },
    dynamic_resources: {
      ads_config: {
        api_type: 'GRPC',
        transport_api_version: 'V3',
        grpc_services: [{ envoy_grpc: { cluster_name: 'control-plane' } }],
      },
    },
    static_resources: {
      clusters: [
        controlPlane,
        ...documents(folder, 'clusters.yaml'),
        ...documents(folder, 'endpoints.yaml').map(assigned),
      ],
      listeners: [...documents(folder, 'listeners.yaml'), ...documents(folder, 'routes.yaml').map(routed)],
    },
  };
}

describe('a real Envoy accepts what is expected for', () => {
  let envoy = '';
  let scratch = '';
  before(async () => {
    envoy = (await findEnvoy()).path;
    scratch = await mkdtemp(path.join(tmpdir(), 'golden-'));
    // The files that the DestinationRules of the cases name.
    const { cert, key } = selfSignedCertificate({ commonName: 'golden' });
    await writeFile(path.join(scratch, 'c.pem'), cert);
    await writeFile(path.join(scratch, 'ca.pem'), cert);
    await writeFile(path.join(scratch, 'k.pem'), key);
  });
  after(() => rm(scratch, { recursive: true }));

  const isForEnvoy = (name: string): boolean =>
    !documents(path.join(golden, name), 'proxy.yaml').some(({ proxy }) => isProxyless(proxy));
  const cases = readdirSync(golden).filter(isForEnvoy);
  it('at least one case', () => expect(cases).to.not.be.empty);
  for (const name of cases) {
    it(name, async () => {
      const file = path.join(scratch, `${name}.json`);
      const text = JSON.stringify(configuration(path.join(golden, name)));
      const found = text.replaceAll('/etc/ssl/certs/ca-certificates.crt', '/ca.pem');
      await writeFile(file, found.replaceAll(/"\/(c|ca|k)\.pem"/g, `"${scratch}/$1.pem"`));
      await promisify(execFile)(envoy, ['--mode', 'validate', '-c', file, '-l', 'warning']);
    });
  }
});
