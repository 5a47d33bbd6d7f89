import { parse } from '@xdsim/api';
import type { DestinationRule, ServiceEntry } from '@xdsim/api';
import { createRegistry } from '@xdsim/registry';
import type { Registry } from '@xdsim/registry';
import { meshDocuments } from './mesh-text.js';

/** A registry that holds HTTP services of ten endpoints each, every tenth with sticky sessions. */
export function mesh(services: number): Registry {
  const documents = meshDocuments(services);
  const { objects } = parse(documents.join('---\n'), { file: 'bench.yaml' });
  if (objects.length !== documents.length)
    throw new Error(`${objects.length} of ${documents.length} are valid`);
  const registry = createRegistry();
  registry.apply(objects);
  return registry;
}

/** The same service with its first endpoint elsewhere. */
export function moved(entry: ServiceEntry, round: number): ServiceEntry {
  const [first, ...others] = entry.spec.endpoints ?? [];
  const address = `10.200.${(round >> 8) & 255}.${round & 255}`;
  return { ...entry, spec: { ...entry.spec, endpoints: [{ ...first, address }, ...others] } };
}

/** The same rule with another limit. */
export function limited({ spec, ...rule }: DestinationRule, round: number): DestinationRule {
  const connectionPool = { tcp: { maxConnections: round + 1 } };
  return { ...rule, spec: { ...spec, trafficPolicy: { ...spec.trafficPolicy, connectionPool } } };
}

/** The same rule with another subset. */
export function divided({ spec, ...rule }: DestinationRule, round: number): DestinationRule {
  return { ...rule, spec: { ...spec, subsets: [{ name: `v${round}`, labels: { version: `v${round}` } }] } };
}
