import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { findEnvoy, selfSignedCertificate } from '@xdsim/testkit';

type Message = Readonly<Record<string, unknown>>;

/** What a proxy is given, as JSON. */
export interface Resources {
  readonly clusters: readonly Message[];
  readonly endpoints: readonly Message[];
  readonly listeners: readonly Message[];
  readonly routes: readonly Message[];
}

const httpProtocolOptions = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
const type = (name: string) => ({ '@type': `type.googleapis.com/${name}` });

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

const assigned = (assignment: Message) => {
  const name = `assigned ${String(assignment['cluster_name'])}`;
  return { name, type: 'STATIC', load_assignment: { ...assignment, cluster_name: name } };
};

const routed = (routes: Message) => ({
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

// Endpoints and routes come by xDS, which Envoy does not fetch when it validates, so they are written into a cluster and a
// listener of their own.
const configuration = ({ clusters, endpoints, listeners, routes }: Resources): unknown => ({
  node: { id: 'accept', cluster: 'accept' },
  dynamic_resources: {
    ads_config: {
      api_type: 'GRPC',
      transport_api_version: 'V3',
      grpc_services: [{ envoy_grpc: { cluster_name: 'control-plane' } }],
    },
  },
  static_resources: {
    clusters: [controlPlane, ...clusters, ...endpoints.map(assigned)],
    listeners: [...listeners, ...routes.map(routed)],
  },
});

/** Has a real Envoy look at resources. */
export interface Acceptance extends AsyncDisposable {
  /** @throws Error with Envoy's words when it does not take them */
  accept(resources: Resources): Promise<void>;
}

export async function startAcceptance(): Promise<Acceptance> {
  const { path: envoy } = await findEnvoy();
  const folder = await mkdtemp(path.join(tmpdir(), 'accept-'));
  // The files that the DestinationRules of the cases name are one certificate and its key.
  const { cert, key } = selfSignedCertificate({ commonName: 'accept' });
  await writeFile(path.join(folder, 'cert.pem'), cert);
  await writeFile(path.join(folder, 'key.pem'), key);
  const isKey = (name: string) => /key|^k\.pem$/.test(name);
  return {
    async accept(resources) {
      const text = JSON.stringify(configuration(resources)).replaceAll(
        /"\/(?:[\w.-]+\/)*([\w.-]+\.(?:pem|crt|key))"/g,
        (_, name: string) => JSON.stringify(path.join(folder, isKey(name) ? 'key.pem' : 'cert.pem')),
      );
      const file = path.join(folder, 'bootstrap.json');
      await writeFile(file, text);
      await promisify(execFile)(envoy, ['--mode', 'validate', '-c', file, '-l', 'warning']);
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
