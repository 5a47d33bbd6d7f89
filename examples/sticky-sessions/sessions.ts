import type { StickyMesh } from './mesh.js';
import { host, servicePort, workloads } from './mesh.js';

/** One request to the service and what came of it. */
export interface Visit {
  readonly status: number;
  /** Which backend answered; undefined when Envoy answered itself. */
  readonly backend: string | undefined;
  /** The whole `set-cookie` header, when Envoy made a cookie. */
  readonly setCookie: string | undefined;
}

/** The cookie of one user, as it is sent back: `user="…"`. */
export type Session = string;

export const sessionOf = (visit: Visit): Session | undefined => visit.setCookie?.split(';')[0];

export async function visit({ mesh }: StickyMesh, session?: Session): Promise<Visit> {
  const { status, headers } = await mesh.envoy.request({
    port: mesh.port(servicePort),
    host,
    ...(session ? { headers: { cookie: session } } : {}),
  });
  const [setCookie] = [headers['set-cookie'] ?? []].flat();
  const [backend] = [headers['x-backend'] ?? []].flat();
  return { status, backend, setCookie };
}

/** Where each session is served now. */
export async function placeOf(
  sticky: StickyMesh,
  sessions: readonly Session[],
): Promise<ReadonlyMap<Session, string>> {
  const places = new Map<Session, string>();
  for (const session of sessions) {
    const { status, backend } = await visit(sticky, session);
    places.set(session, backend ?? `status ${status}`);
  }
  return places;
}

/** Requests that go on until they are told to stop; counts those that did not get a 200. */
export function keepVisiting(sticky: StickyMesh, sessions: readonly Session[]) {
  const stopped = new AbortController();
  let sent = 0;
  const failed: string[] = [];
  const loop = async (start: number) => {
    for (let i = start; !stopped.signal.aborted; i++) {
      const { status } = await visit(sticky, sessions[i % sessions.length]);
      sent++;
      if (status !== 200) failed.push(`status ${status}`);
    }
  };
  const done = Promise.all([loop(0), loop(Math.floor(sessions.length / 2))]);
  return {
    async stop(): Promise<{ readonly sent: number; readonly failed: readonly string[] }> {
      stopped.abort();
      await done;
      return { sent, failed };
    },
  };
}

type Workload = (typeof workloads)[number];

/** Resolves when Envoy's cluster really has so many hosts: it acknowledges first, and resolves their names then. */
async function untilEnvoyHas({ mesh }: StickyMesh, hosts: number): Promise<void> {
  const cluster = `outbound|${servicePort}||${host}`;
  await mesh.envoy.until(async () => (await mesh.envoy.clusters()).get(cluster)?.hosts.length === hosts, {
    what: `${hosts} hosts in ${cluster}`,
  });
}

/**
 * Takes a workload out as if its file had been removed. Returns how to put it back. Both give the milliseconds until
 * Envoy had acknowledged the change.
 */
export async function removeWorkload(sticky: StickyMesh, workload: Workload) {
  const { server } = sticky.mesh;
  const key = { kind: 'WorkloadEntry', namespace: 'default', name: `independent-${workload}` } as const;
  const object = server.registry.snapshot().get(key.kind, key.namespace, key.name);
  const file = server.registry.ownerOf(key);
  if (!object || file === undefined) throw new Error(`there is no ${key.name} in this folder`);
  const change = async (objects: readonly (typeof object)[], hosts: number): Promise<number> => {
    const start = performance.now();
    server.registry.replace(file, objects);
    await server.settled();
    const milliseconds = performance.now() - start;
    await untilEnvoyHas(sticky, hosts);
    return milliseconds;
  };
  return {
    milliseconds: await change([], workloads.length - 1),
    putBack: () => change([object], workloads.length),
  };
}
