import type { VirtualService } from '@xdsim/api';
import type { HashPolicy, Route, RouteAction } from '@xdsim/envoy';
import { resolveShortName } from '@xdsim/registry';
import type { Service } from '@xdsim/registry';
import { clusterName } from '../clusters/cluster-name.js';
import type { Context } from '../context.js';
import { hashPolicy } from '../policy/hash-policy.js';
import type { ConsistentHash } from '../policy/hash-policy.js';
import { duration } from '../seconds.js';
import { retryPolicy } from './retry-policy.js';

type HttpRoute = NonNullable<VirtualService['spec']['http']>[number];
type Destination = NonNullable<NonNullable<HttpRoute['route']>[number]['destination']>;

interface Target {
  readonly host: string;
  readonly port: number;
  readonly cluster: string;
  readonly weight: number;
  readonly hash: HashPolicy | undefined;
}

/** Istio, most telling first: subset port-level, subset, rule port-level, rule; ports only if the destination names one. */
function destinationHash(
  context: Context,
  service: Service | undefined,
  destination: Destination | undefined,
): ConsistentHash | undefined {
  const rule = service && context.scope.destinationRules.for(service);
  const subset = rule?.subsets.find((s) => s.name === destination?.subset);
  for (const policy of [subset?.trafficPolicy, rule?.trafficPolicy]) {
    const atPort = policy?.portLevelSettings?.find(
      (s) => destination?.port?.number !== undefined && s.port?.number === destination.port.number,
    );
    const hash = atPort?.loadBalancer?.consistentHash ?? policy?.loadBalancer?.consistentHash;
    if (hash) return hash;
  }
  return undefined;
}

/** Istio: the port asked for, else the listener's: only services that have it are looked at. */
function target(
  context: Context,
  { destination, weight = 0 }: NonNullable<HttpRoute['route']>[number],
  namespace: string,
  port: number,
  services: ReadonlyMap<string, Service>,
): Target {
  const host = resolveShortName(destination?.host ?? '', namespace);
  const number = destination?.port?.number ?? port;
  const service = services.get(host) ?? context.scope.service(host)?.service;
  return {
    host,
    port: number,
    cluster: clusterName(number, host, destination?.subset),
    weight,
    hash: hashPolicy(destinationHash(context, service, destination)),
  };
}

function action(http: HttpRoute, targets: readonly Target[]): RouteAction {
  const [only] = targets;
  const single = targets.length === 1 ? only : undefined;
  const weighted = targets.filter((t) => t.weight > 0);
  const hashes = (single ? [single] : weighted).flatMap((t) => t.hash ?? []);
  const timeout = duration(http.timeout) ?? '0s';
  const retry = retryPolicy(http.retries, single?.hash !== undefined);
  return {
    ...(single
      ? { cluster: single.cluster }
      : { weighted_clusters: { clusters: weighted.map((t) => ({ name: t.cluster, weight: t.weight })) } }),
    timeout,
    max_grpc_timeout: timeout,
    ...(retry ? { retry_policy: retry } : {}),
    ...(hashes.length ? { hash_policy: hashes } : {}),
  };
}

/** The routes of a VirtualService on one port. A rule without conditions takes all: what follows it is never reached. */
export function virtualServiceRoutes(
  context: Context,
  virtualService: VirtualService,
  port: number,
  services: ReadonlyMap<string, Service>,
): Route[] {
  const { name, namespace } = virtualService.metadata;
  const [http] = virtualService.spec.http ?? [];
  if (!http) return [];
  const targets = (http.route ?? []).map((r) => target(context, r, namespace, port, services));
  const [only] = targets;
  const operation = targets.length === 1 && only ? `${only.host}:${only.port}/*` : `${name}:${port}/*`;
  return [
    {
      ...(http.name ? { name: http.name } : {}),
      match: { prefix: '/' },
      decorator: { operation },
      route: action(http, targets),
    },
  ];
}
