import type { Sidecar } from '@xdsim/api';
import { parseProtocol } from '@xdsim/registry';
import type { Protocol, Service } from '@xdsim/registry';
import { egressHosts } from './egress-hosts.js';
import type { EgressHosts } from './egress-hosts.js';
import { reducedTo } from './imported-service.js';
import type { ImportedService } from './imported-service.js';

type Written = NonNullable<Sidecar['spec']['egress']>[number];

export interface EgressPort {
  /** 0 for a Unix socket. */
  readonly number: number;
  readonly protocol: Protocol;
}

/** An entry of a Sidecar's egress as it is written: what it lets in, whatever there is in the world. */
export class EgressFilter {
  /** Absent: every port of every imported service that no other listener has. */
  readonly port?: EgressPort;
  /** An address or `unix:///path`; absent means that services' own addresses decide. */
  readonly bind?: string;
  /** Connections are handed to it; else it binds for real although traffic is intercepted. */
  readonly captured: boolean;
  /** Which hosts are let in. */
  readonly lets: EgressHosts;

  constructor({ port, bind, captureMode, hosts = [] }: Written, ownNamespace: () => string) {
    if (port) this.port = { number: port.number ?? 0, protocol: parseProtocol(port.protocol) };
    if (bind) this.bind = bind;
    this.captured = captureMode !== 'NONE' && !bind?.startsWith('unix://');
    this.lets = egressHosts(hosts, ownNamespace);
  }

  /**
   * The ports of services that it is about, where it is not about all. Istio: a generic HTTP proxy reaches every port of
   * its services, whatever port it listens on itself, and so does a Unix socket.
   */
  get only(): ReadonlySet<number> | undefined {
    return this.port && this.port.number && !isHttpProxy(this) ? new Set([this.port.number]) : undefined;
  }

  /** What is let in of a service, as far as its name and ports decide: other services do not matter. */
  partOf(service: Service): ImportedService | undefined {
    if (!this.lets.importsService(service.namespace, service.hostname)) return undefined;
    return this.only ? reducedTo(service, this.only) : { service, ports: service.ports };
  }
}

export const isHttpProxy = ({ port }: Pick<EgressFilter, 'port'>): boolean => port?.protocol === 'HTTP_PROXY';
