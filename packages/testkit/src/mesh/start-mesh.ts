import { createServer } from '@xdsim/server';
import type { Server, ServerOptions } from '@xdsim/server';
import { startDnsStub } from '../dns-stub/start-dns-stub.js';
import type { DnsStub } from '../dns-stub/start-dns-stub.js';
import { startEnvoy } from '../envoy/run/start-envoy.js';
import type { EnvoyNode } from '../envoy/run/envoy-options.js';
import type { RunningEnvoy } from '../envoy/run/running-envoy.js';
import { freePortOffset } from '../free-port-offset.js';

export interface MeshOptions {
  /** Where the objects come from: `files('./mesh')`. */
  readonly sources: NonNullable<ServerOptions['sources']>;
  /** The service ports that requests will be sent to; Envoy listens on free ports that stand for them. */
  readonly servicePorts: readonly number[];
  /** What names resolve to; any other name does not exist. */
  readonly names?: Readonly<Record<string, readonly string[]>>;
  readonly protocol?: 'sotw' | 'delta';
  readonly node?: Partial<EnvoyNode>;
  readonly translate?: ServerOptions['translate'];
  /** The server's secrets. */
  readonly secrets?: ServerOptions['secrets'];
}

/** A control plane and a real Envoy that holds its configuration. */
export interface RunningMesh extends AsyncDisposable {
  readonly server: Server;
  readonly envoy: RunningEnvoy;
  readonly dns: DnsStub;
  /** The local port that stands for a service port. */
  port(servicePort: number): number;
}

/**
 * Starts a control plane on loopback and attaches a real Envoy; resolves when Envoy holds the whole configuration.
 *
 * @example
 * await using mesh = await startMesh({ sources: [files('./mesh')], servicePorts: [80] });
 * await mesh.envoy.request({ port: mesh.port(80), host: 'customers.com' });
 */
export async function startMesh(options: MeshOptions): Promise<RunningMesh> {
  const started: AsyncDisposable[] = [];
  const keep = <T extends AsyncDisposable>(one: T): T => {
    started.unshift(one);
    return one;
  };
  const dispose = async () => {
    for (const one of started.splice(0)) await one[Symbol.asyncDispose]();
  };
  try {
    const dns = keep(await startDnsStub(options.names ?? {}));
    const portOffset = await freePortOffset(options.servicePorts);
    const server = keep(
      await createServer({
        sources: options.sources,
        xdsAddress: '127.0.0.1:0',
        adminAddress: '127.0.0.1:0',
        ...(options.secrets && { secrets: options.secrets }),
        translate: { bindAddress: '127.0.0.1', portOffset, dnsResolver: dns.address, ...options.translate },
      }),
    );
    const envoy = keep(
      await startEnvoy({
        xds: server.xdsAddress,
        node: { id: 'web-1', ...options.node },
        ...(options.protocol ? { protocol: options.protocol } : {}),
      }),
    );
    await server.settled();
    return { server, envoy, dns, port: (p) => p + portOffset, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
