import type { Sidecar } from '@xdsim/api';
import { parseProtocol } from '@xdsim/registry';
import type { Protocol, Service } from '@xdsim/registry';
import type { Context } from '../context.js';
import { egressHosts } from './egress-hosts.js';
import type { EgressHosts } from './egress-hosts.js';
import { imports, importsListeningOn, importsOf, importsOn, importedPorts } from './imports.js';
import { reducedTo } from './imported-service.js';
import type { ImportedService } from './imported-service.js';
import { importedVirtualServices, layer4Of, virtualServiceHosts } from './imported-virtual-services.js';
import type { VirtualServiceIndex } from './virtual-service-index.js';
import type { ScopedVirtualService } from './virtual-services.js';

type Written = NonNullable<Sidecar['spec']['egress']>[number];

export interface EgressPort {
  /** 0 for a Unix socket. */
  readonly number: number;
  readonly protocol: Protocol;
}

/**
 * What a proxy sees at one of the ports of its Sidecar's egress, or at all that are left. Listeners and routes are made
 * from one of these; a proxy without a Sidecar has a single one, which takes everything.
 *
 * It is a filter: what it holds of the world is worked out when it is asked for, each answer by itself.
 */
export class EgressListener {
  /** Absent: every port of every imported service that no other listener has. */
  readonly port?: EgressPort;
  /** An address or `unix:///path`; absent means that services' own addresses decide. */
  readonly bind?: string;
  /** Connections are handed to it; else it binds for real although traffic is intercepted. */
  readonly captured: boolean;
  /** Which hosts are let in. */
  readonly filter: EgressHosts;
  readonly #context: Context;

  constructor(context: Context, { port, bind, captureMode, hosts = [] }: Written) {
    if (port) this.port = { number: port.number ?? 0, protocol: parseProtocol(port.protocol) };
    if (bind) this.bind = bind;
    this.captured = captureMode !== 'NONE' && !bind?.startsWith('unix://');
    this.filter = egressHosts(hosts, context.proxy.namespace);
    this.#context = context;
  }

  /**
   * The ports of services that it is about, where it is not about all. Istio: a generic HTTP proxy reaches every port of
   * its services, whatever port it listens on itself, and so does a Unix socket.
   */
  get only(): ReadonlySet<number> | undefined {
    return this.port && this.port.number && !isHttpProxy(this) ? new Set([this.port.number]) : undefined;
  }

  /** Whether a service is let in, as far as its name and ports decide: other services do not matter. */
  lets(service: Service): ImportedService | undefined {
    if (!this.filter.importsService(service.namespace, service.hostname)) return undefined;
    return this.only ? reducedTo(service, this.only) : { service, ports: service.ports };
  }

  /** The other names of a service that are let in as well: an alias is named as if it were in its service's namespace (Istio). */
  aliasesOf({ namespace, hostname }: Service): readonly string[] {
    return this.#context.scope
      .aliasesOf(hostname)
      .filter((alias) => this.filter.importsService(namespace, alias));
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

export const isHttpProxy = ({ port }: Pick<EgressListener, 'port'>): boolean =>
  port?.protocol === 'HTTP_PROXY';
