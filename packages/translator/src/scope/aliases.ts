import type { Service } from '@xdsim/registry';
import { tracked } from '../incremental/tracked.js';
import type { Vantage } from './vantage.js';

/** Services of Kubernetes that are but other names of a host (ExternalName). */
export interface Aliases {
  /** The other names of a host, sorted. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** What an alias stands for in the end. */
  readonly targets: ReadonlyMap<string, string>;
}

/** Follows aliases of aliases to what they mean in the end. Istio: those that go round in circles mean nothing. */
export function resolveAliases(services: readonly Service[]): Aliases {
  const direct = new Map<string, string>();
  for (const { hostname, externalName } of services) if (externalName) direct.set(hostname, externalName);
  const targets = new Map<string, string>();
  const names = new Map<string, string[]>();
  for (const alias of [...direct.keys()].sort()) {
    const seen = new Set<string>();
    let host = alias;
    for (let next = direct.get(host); next !== undefined && !seen.has(host); next = direct.get(host)) {
      seen.add(host);
      host = next;
    }
    if (seen.has(host)) continue;
    targets.set(alias, host);
    const known = names.get(host);
    if (known) known.push(alias);
    else names.set(host, [alias]);
  }
  return { names, targets };
}

const aliases = tracked(({ snapshot }: Vantage) => resolveAliases(snapshot.services.services));

/** The names by which Kubernetes knows a host beside its own. */
export const aliasesOf = tracked(
  (context: Vantage, hostname: string): readonly string[] => aliases(context).names.get(hostname) ?? [],
);

/** The host that a name stands for: itself, unless it is an alias. */
export const aliasTarget = tracked(
  (context: Vantage, hostname: string): string => aliases(context).targets.get(hostname) ?? hostname,
);
