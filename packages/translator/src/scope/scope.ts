import type { Sidecar } from '@xdsim/api';
import { tracked } from '../incremental/tracked.js';
import { createPolicies } from '../policy/policies.js';
import type { Policies } from '../policy/policies.js';
import { aliasTarget } from './aliases.js';
import { createDestinationRules } from './destination-rules.js';
import type { DestinationRules } from './destination-rules.js';
import { EgressListener } from './egress-listener.js';
import type { ImportedService } from './imported-service.js';
import { mergeServices } from './merge-services.js';
import { outboundTrafficPolicy } from './outbound-traffic-policy.js';
import type { OutboundTrafficPolicy } from './outbound-traffic-policy.js';
import { routedTo } from './routed-to.js';
import { selectSidecar } from './select-sidecar.js';
import type { Vantage } from './vantage.js';

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
  /** The host that a name stands for: itself, unless it is an alias. */
  aliasTarget(hostname: string): string;
  readonly destinationRules: DestinationRules;
  /** With what the mesh's default adds. */
  readonly policies: Policies;
  /** What rules say alone. */
  readonly rulePolicies: Policies;
}

/** Istio: nothing said means everything that is exported to the proxy's namespace. */
const everything = [{ hosts: ['*/*'] }];

const sidecar = tracked(({ snapshot, proxy, mesh }: Vantage) =>
  selectSidecar(snapshot, snapshot.namespacesWith('Sidecar').find(proxy.isIn), proxy, mesh),
);

const policy = tracked((context: Vantage) => outboundTrafficPolicy(sidecar(context), context.mesh));

const egress = tracked((context: Vantage): readonly EgressListener[] => {
  const own = sidecar(context)?.spec.egress;
  return (own?.length ? own : everything).map((written) => new EgressListener(context, written));
});

const merged = tracked((context: Vantage): ReadonlyMap<string, ImportedService> => {
  const hosts = new Map<string, ImportedService>();
  for (const listener of egress(context)) {
    for (const imported of [...listener.services, ...routedTo(context, listener)]) {
      const { hostname } = imported.service;
      hosts.set(hostname, mergeServices(hosts.get(hostname), imported));
    }
  }
  return hosts;
});

const service = tracked((context: Vantage, hostname: string) => merged(context).get(hostname));

const policies = tracked(({ mesh }: Vantage) => createPolicies(mesh.defaultTrafficPolicy));

const rulePolicies = tracked((context: Vantage) =>
  context.mesh.defaultTrafficPolicy ? createPolicies() : policies(context),
);

/** Each part is worked out when it is first asked for, and again when what it was made from has changed. */
class TrackedScope implements Scope {
  readonly destinationRules: DestinationRules;
  readonly #context: () => Vantage;

  constructor(context: () => Vantage) {
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

  aliasTarget(hostname: string): string {
    return aliasTarget(this.#context(), hostname);
  }

  get policies(): Policies {
    return policies(this.#context());
  }

  get rulePolicies(): Policies {
    return rulePolicies(this.#context());
  }
}

export const createScope = (context: () => Vantage): Scope => new TrackedScope(context);
