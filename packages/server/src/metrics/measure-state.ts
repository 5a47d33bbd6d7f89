import { kinds } from '@xdsim/api';
import { resourceTypes } from '@xdsim/envoy';
import type { RegistrySnapshot } from '@xdsim/registry';
import { Gauge, type Registry } from 'prom-client';
import type { ProxyStatus } from '../proxies/proxy-status.js';
import type { Secrets } from '../secrets/create-secrets.js';

/** What is looked at when somebody asks. */
export interface MeasuredState {
  snapshot(): RegistrySnapshot;
  /** Of the snapshot that was last published. */
  publishedGeneration(): number | undefined;
  proxies(): readonly ProxyStatus[];
  readonly secrets: Pick<Secrets, 'expiries'>;
  heldRemoval(): number;
}

/** What is the case is counted when it is asked for, and costs nothing between. */
export function measureState(registry: Registry, measured: MeasuredState): void {
  const gauge = (name: string, help: string, value: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  const gaugeBy = (
    name: string,
    help: string,
    label: string,
    values: () => Iterable<readonly [string, number]>,
  ): Gauge =>
    new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [registry],
      collect() {
        this.reset();
        for (const [key, value] of values()) this.set({ [label]: key }, value);
      },
    });

  gaugeBy('xdsim_proxies', 'Proxies that are connected.', 'protocol', () => {
    const all = measured.proxies();
    return (['sotw', 'delta'] as const).map((protocol) => [
      protocol,
      all.filter((proxy) => proxy.protocol === protocol).length,
    ]);
  });
  gauge(
    'xdsim_proxies_behind',
    'Connected proxies that do not hold all that was published.',
    () => measured.proxies().filter(({ settled }) => !settled).length,
  );
  gaugeBy('xdsim_responses_pending', 'Responses that proxies have still to answer.', 'type', () => {
    const types = measured.proxies().flatMap(({ status }) => status.types);
    return resourceTypes.map((type) => [type, types.filter((it) => it.type === type && it.pending).length]);
  });
  gauge('xdsim_removals_held', 'Services whose removal is held until somebody confirms it.', () =>
    measured.heldRemoval(),
  );
  gaugeBy('xdsim_resources_set_aside', 'Resources that some proxy rejected and is not given.', 'type', () => {
    const aside = measured.proxies().flatMap((proxy) => proxy.setAside);
    return resourceTypes.map((type) => [
      type,
      new Set(aside.filter((it) => it.type === type).map(({ name }) => name)).size,
    ]);
  });
  gauge(
    'xdsim_secrets_missing',
    'Secrets that some proxy needs and does not get.',
    () => new Set(measured.proxies().flatMap(({ missingSecrets }) => missingSecrets)).size,
  );
  gaugeBy(
    'xdsim_secret_expiry_seconds',
    'When the first certificate of a secret expires, in seconds since 1970.',
    'secret',
    () => measured.secrets.expiries(),
  );
  gauge(
    'xdsim_generation',
    'The generation of the objects: each change makes one.',
    () => measured.snapshot().generation,
  );
  gauge(
    'xdsim_published_generation',
    'The generation that proxies are given.',
    () => measured.publishedGeneration() ?? 0,
  );
  gaugeBy('xdsim_objects', 'Objects.', 'kind', () => {
    const snapshot = measured.snapshot();
    return kinds.map((kind) => [kind, snapshot.list(kind).length]);
  });
}
