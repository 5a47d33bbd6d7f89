import type { JsonObject } from '@xdsim/envoy';
import { sendRequest } from '../../http/send-request.js';
import { readClusters, type EnvoyCluster } from './read-clusters.js';

/** The admin interface of an Envoy. Each method asks anew, and throws when the answer's status is not 200. */
export interface EnvoyAdmin {
  /** `127.0.0.1:41234`. */
  readonly adminAddress: string;
  /** @example await envoy.get('/certs') */
  get(path: string): Promise<string>;
  /** As `get`, read as JSON. */
  getJson<T = JsonObject>(path: string): Promise<T>;
  /** For the paths that change something: `/reset_counters`, `/logging?level=debug`. */
  post(path: string): Promise<string>;
  /** Counters and gauges by name; `filter` is a regular expression that Envoy applies. Those never used are left out. */
  stats(filter?: string): Promise<Readonly<Record<string, number>>>;
  /** The address that each listener is really bound to, by the listener's name: `127.0.0.1:41235`. */
  listeners(): Promise<ReadonlyMap<string, string>>;
  /** The clusters with the hosts that Envoy knows at present. */
  clusters(): Promise<ReadonlyMap<string, EnvoyCluster>>;
  /** Envoy's `/config_dump`, endpoints included. */
  configDump(): Promise<{ readonly configs: readonly JsonObject[] }>;
}

interface ListenersAnswer {
  readonly listener_statuses?: readonly {
    readonly name: string;
    readonly local_address?: {
      readonly socket_address?: { readonly address: string; readonly port_value: number };
    };
  }[];
}

interface StatsAnswer {
  readonly stats: readonly { readonly name?: string; readonly value?: number | string }[];
}

/** @param adminAddress `host:port`, an IPv6 host in brackets */
export function connectAdmin(adminAddress: string): EnvoyAdmin {
  const { hostname, port } = new URL(`http://${adminAddress}`);
  const ask = async (method: string, path: string): Promise<string> => {
    const address = hostname.replace(/^\[|\]$/g, '');
    const { status, body } = await sendRequest({ address, port: Number(port), method, path });
    if (status !== 200)
      throw new Error(`Envoy's admin answered ${status} to ${method} ${path}: ${body.trim()}`);
    return body;
  };
  const get = (path: string): Promise<string> => ask('GET', path);
  const getJson = async <T>(path: string): Promise<T> => JSON.parse(await get(path));

  return {
    adminAddress,
    get,
    getJson,
    post: (path) => ask('POST', path),
    async stats(filter) {
      const query = filter === undefined ? '' : `&filter=${encodeURIComponent(filter)}`;
      const { stats } = await getJson<StatsAnswer>(`/stats?format=json&usedonly${query}`);
      return Object.fromEntries(
        stats.flatMap(({ name, value }) =>
          name !== undefined && typeof value === 'number' ? [[name, value]] : [],
        ),
      );
    },
    async listeners() {
      const { listener_statuses = [] } = await getJson<ListenersAnswer>('/listeners?format=json');
      return new Map(
        listener_statuses.flatMap(({ name, local_address }) => {
          const socket = local_address?.socket_address;
          if (!socket) return [];
          const host = socket.address.includes(':') ? `[${socket.address}]` : socket.address;
          return [[name, `${host}:${socket.port_value}`] as const];
        }),
      );
    },
    clusters: async () => readClusters(await getJson('/clusters?format=json')),
    configDump: () => getJson('/config_dump?include_eds'),
  };
}
