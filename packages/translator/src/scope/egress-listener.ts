import type { Sidecar } from '@xdsim/api';
import type { Service } from '@xdsim/registry';
import { aliasesOf } from './aliases.js';
import { EgressFilter } from './egress-filter.js';
import {
  importedPorts,
  imports,
  importsListeningOn,
  importsOf,
  importsOfAnyCase,
  importsOn,
} from './imports.js';
import type { ImportedService } from './imported-service.js';
import { importedVirtualServices, layer4Of, virtualServiceHosts } from './imported-virtual-services.js';
import type { Vantage } from './vantage.js';
import type { VirtualServiceIndex } from './virtual-service-index.js';
import type { ScopedVirtualService } from './virtual-services.js';

type Written = NonNullable<Sidecar['spec']['egress']>[number];

/**
 * What a proxy sees at one of the ports of its Sidecar's egress, or at all that are left. Listeners and routes are made
 * from one of these; a proxy without a Sidecar has a single one, which takes everything.
 *
 * It is a filter: what it holds of the world is worked out when it is asked for, each answer by itself.
 */
export class EgressListener extends EgressFilter {
  readonly #context: Vantage;

  constructor(context: Vantage, written: Written) {
    super(written, () => context.proxy.namespace);
    this.#context = context;
  }

  /** The other names of a service that are let in as well: an alias is named as if it were in its service's namespace (Istio). */
  aliasesOf({ namespace, hostname }: Service): readonly string[] {
    return aliasesOf(this.#context, hostname).filter((alias) => this.lets.importsService(namespace, alias));
  }

  /** The imported services: of each host those of one namespace, in the order in which they count. */
  get services(): readonly ImportedService[] {
    return imports(this.#context, this);
  }

  /** Those of {@link services} that have a port. */
  on(port: number): readonly ImportedService[] {
    return importsOn(this.#context, this, port);
  }

  /** Those of {@link services} that ask for a local port where nothing is intercepted. */
  listeningOn(port: number): readonly ImportedService[] {
    return importsListeningOn(this.#context, this, port);
  }

  /** Those of {@link services} that have a host: one, but for a host of several addresses or entries. */
  of(hostname: string): readonly ImportedService[] {
    return importsOf(this.#context, this, hostname);
  }

  /** Those of {@link services} whose host is this one but for its case. */
  ofAnyCase(lowerHost: string): readonly ImportedService[] {
    return importsOfAnyCase(this.#context, this, lowerHost);
  }

  /** The ports that services have or ask for. */
  get ports(): ReadonlySet<number> {
    return importedPorts(this.#context, this);
  }

  get virtualServices(): readonly ScopedVirtualService[] {
    return importedVirtualServices(this.#context, this);
  }

  /** {@link virtualServices} by their hosts. */
  get hosts(): VirtualServiceIndex {
    return virtualServiceHosts(this.#context, this);
  }

  /** Those of {@link virtualServices} that route TCP or TLS and have a host that can mean this one, in order. */
  layer4Of(hostname: string): readonly ScopedVirtualService[] {
    return layer4Of(this.#context, this, hostname);
  }
}
