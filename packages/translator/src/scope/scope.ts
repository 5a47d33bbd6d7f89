import type { Sidecar } from '@xdsim/api';
import type { Context } from '../context.js';
import { tracked } from '../incremental/tracked.js';
import { createPolicies } from '../policy/policies.js';
import type { Policies } from '../policy/policies.js';
import { resolveAliases } from './aliases.js';
import { createDestinationRules } from './destination-rules.js';
import type { DestinationRules } from './destination-rules.js';
import { EgressListener } from './egress-listener.js';
import type { ImportedService } from './imported-service.js';
import { mergeServices } from './merge-services.js';
import { outboundTrafficPolicy } from './outbound-traffic-policy.js';
import type { OutboundTrafficPolicy } from './outbound-traffic-policy.js';
import { routedTo } from './routed-to.js';
import { selectSidecar } from './select-sidecar.js';

/** What one proxy may see, after its Sidecar, export rules and conflicts between namespaces. */
export interface Scope {
  /** Absent where the defaults hold. */
  readonly sidecar: Sidecar | undefined;
  readonly outboundTrafficPolicy: OutboundTrafficPolicy;
  /** What listeners and routes are made from; the one that takes all other ports, if there is one, is the last. */
  readonly egress: readonly EgressListener[];
  /** The egress listener that a route configuration is made from, by its port, or by its bind for a Unix socket. */
  egressFor(port: number, bind?: string): EgressListener | undefined;
  /** By host, with the ports of all that merge with it: what clusters and assignments are made from. */
  readonly merged: ReadonlyMap<string, ImportedService>;
  /** The one of {@link merged} that has a host. */
  service(hostname: string): ImportedService | undefined;
  /** The names by which Kubernetes knows a host beside its own. */
  aliasesOf(hostname: string): readonly string[];
  /** The host that a name stands for: itself, unless it is an alias. */
  aliasTarget(hostname: string): string;
  readonly destinationRules: DestinationRules;
  readonly policies: Policies;
}

/** Istio: nothing said means everything that is exported to the proxy's namespace. */
const everything = [{ hosts: ['*/*'] }];

const sidecar = tracked(({ snapshot, proxy, mesh }) => selectSidecar(snapshot, proxy, mesh));

const policy = tracked((context) => outboundTrafficPolicy(sidecar(context), context.mesh));

const egress = tracked((context): readonly EgressListener[] => {
  const own = sidecar(context)?.spec.egress;
  return (own?.length ? own : everything).map((written) => new EgressListener(context, written));
});

const merged = tracked((context): ReadonlyMap<string, ImportedService> => {
  const hosts = new Map<string, ImportedService>();
  for (const listener of egress(context)) {
    for (const imported of [...listener.services, ...routedTo(context, listener)]) {
      const { hostname } = imported.service;
      hosts.set(hostname, mergeServices(hosts.get(hostname), imported));
    }
  }
  return hosts;
});

const service = tracked((context, hostname: string) => merged(context).get(hostname));

const aliases = tracked(({ snapshot }) => resolveAliases(snapshot.services.services));

const aliasesOf = tracked(
  (context, hostname: string): readonly string[] => aliases(context).names.get(hostname) ?? [],
);

const aliasTarget = tracked(
  (context, hostname: string): string => aliases(context).targets.get(hostname) ?? hostname,
);

const policies = tracked(({ mesh }) => createPolicies(mesh));

/** Each part is worked out when it is first asked for, and again when what it was made from has changed. */
class TrackedScope implements Scope {
  readonly destinationRules: DestinationRules;
  readonly #context: () => Context;

  constructor(context: () => Context) {
    this.#context = context;
    this.destinationRules = createDestinationRules(context);
  }

  get sidecar(): Sidecar | undefined {
    return sidecar(this.#context());
  }

  get outboundTrafficPolicy(): OutboundTrafficPolicy {
    return policy(this.#context());
  }

  get egress(): readonly EgressListener[] {
    return egress(this.#context());
  }

  egressFor(port: number, bind?: string): EgressListener | undefined {
    return this.egress.find((e) => !e.port || (e.port.number === port && (port !== 0 || e.bind === bind)));
  }

  get merged(): ReadonlyMap<string, ImportedService> {
    return merged(this.#context());
  }

  service(hostname: string): ImportedService | undefined {
    return service(this.#context(), hostname);
  }

  aliasesOf(hostname: string): readonly string[] {
    return aliasesOf(this.#context(), hostname);
  }

  aliasTarget(hostname: string): string {
    return aliasTarget(this.#context(), hostname);
  }

  get policies(): Policies {
    return policies(this.#context());
  }
}

export const createScope = (context: () => Context): Scope => new TrackedScope(context);
