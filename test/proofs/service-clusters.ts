import type { RunningEnvoy } from '@xdsim/testkit';

interface DumpedCluster {
  readonly cluster: { readonly name: string; readonly connect_timeout?: string };
}

interface ClustersDump {
  readonly dynamic_active_clusters?: readonly DumpedCluster[];
  readonly dynamic_warming_clusters?: readonly DumpedCluster[];
}

/** The clusters of services that an Envoy has in use, with their time limits, and those that are warming. */
export async function serviceClusters(envoy: RunningEnvoy) {
  const { configs } = await envoy.getJson<{ readonly configs: readonly ClustersDump[] }>('/config_dump');
  const inUse = configs.flatMap((config) => config.dynamic_active_clusters ?? []);
  const warming = configs.flatMap((config) => config.dynamic_warming_clusters ?? []);
  return {
    inUse: Object.fromEntries(
      inUse
        .filter(({ cluster }) => cluster.name.startsWith('outbound|'))
        .map(({ cluster }) => [cluster.name, cluster.connect_timeout]),
    ),
    warming: warming.map(({ cluster }) => cluster.name),
  };
}
