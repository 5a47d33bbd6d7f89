import type { ResourceType } from '@xdsim/envoy';
import type { ServerEvent } from '@xdsim/server';
import type { Pen } from './pen.js';

type Acked = Extract<ServerEvent, { kind: 'acked' }>;

/** The names that Envoy's operators use, in the order in which changes are pushed. */
const services: Readonly<Record<ResourceType, string>> = {
  clusters: 'CDS',
  endpoints: 'EDS',
  listeners: 'LDS',
  routes: 'RDS',
  secrets: 'SDS',
};

/** A proxy accepts its types one after the other, within milliseconds; they are told together. */
const TOGETHER_MS = 100;

/** Gathers what a proxy accepted into one line: `CDS ✓ 4.1 ms  EDS ✓ 5.0 ms`. */
export function createAckLines(
  line: (proxy: string, text: string) => void,
  pen: Pen,
): { add(event: Acked): void; flush(): void } {
  const gathered = new Map<string, Map<ResourceType, number>>();
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    for (const [proxy, times] of gathered) {
      const types = (Object.keys(services) as ResourceType[]).filter((type) => times.has(type));
      const parts = types.map(
        (type) => `${services[type]} ${pen.good('✓')} ${pen.milliseconds(times.get(type) ?? 0)}`,
      );
      line(proxy, parts.join('  '));
    }
    gathered.clear();
  }

  return {
    add({ proxy, type, ms }) {
      const times = gathered.get(proxy) ?? new Map<ResourceType, number>();
      gathered.set(proxy, times.set(type, ms));
      timer ??= setTimeout(flush, TOGETHER_MS).unref();
    },
    flush,
  };
}
