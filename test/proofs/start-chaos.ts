import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { bootstrap } from '@xdsim/server';
import { freePortOffset, startEnvoy, startHttpBackend, type RunningEnvoy } from '@xdsim/testkit';
import { expect } from 'chai';
import { clustersAt, meshAt, meshPorts, type Changes } from './changing-mesh.js';
import { impatient } from './impatient.js';
import { isFull } from './proof-size.js';
import { serviceClusters } from './service-clusters.js';
import { startLink, type Link } from './start-link.js';
import { startLoad } from './steady-load.js';
import { startXdsim, type XdsimProcess } from './start-xdsim.js';

/** Two servers with the same objects, an Envoy that a network connects to the first, and requests all the time. */
export interface Chaos extends AsyncDisposable {
  readonly servers: readonly [XdsimProcess, XdsimProcess];
  readonly link: Link;
  readonly envoy: RunningEnvoy;
  /** Changes the file that both servers read, while Envoy is connected. */
  change(): Promise<void>;
  /** The same, as far as an Envoy can follow that is away: see {@link startChaos}. */
  changeAway(): Promise<void>;
  /** Resolves when Envoy holds what the file says, and nothing is warming. */
  converged(timeoutMs?: number): Promise<void>;
  /** Fails if a request has failed so far; returns how many were answered. */
  fine(): number;
}

/**
 * On state of the world, services neither come nor go while Envoy is away: a response holds every cluster that is to stay,
 * and a server that is new to an Envoy can't know which others its routes still lead to. On delta Envoy says so.
 */
export async function startChaos(protocol: 'sotw' | 'delta'): Promise<Chaos> {
  const ending: (() => unknown)[] = [];
  const end = async (): Promise<void> => {
    for (const one of ending.splice(0).toReversed()) await one();
  };
  try {
    return await startAll(protocol, ending, end);
  } catch (error) {
    await end();
    throw error;
  }
}

async function startAll(
  protocol: 'sotw' | 'delta',
  ending: (() => unknown)[],
  end: () => Promise<void>,
): Promise<Chaos> {
  const use = <T extends AsyncDisposable>(one: T): T => {
    ending.push(() => one[Symbol.asyncDispose]());
    return one;
  };
  const folder = await mkdtemp(join(tmpdir(), 'chaos-'));
  ending.push(() => rm(folder, { recursive: true, force: true }));
  const backend = use(await startHttpBackend({ name: 'instance' }));
  // Ports of ours to come back to, like those of the services: no outgoing connection gets them meanwhile.
  const ownPorts = [9000, 9001, 9002, 9003] as const;
  const portOffset = await freePortOffset([...meshPorts, ...ownPorts]);
  const [mesh, file, next] = [join(folder, 'mesh'), join(folder, 'mesh/mesh.yaml'), join(folder, 'next')];

  let changes: Changes = { services: 0, settings: 0 };
  const write = async (): Promise<void> => {
    await writeFile(next, meshAt(changes, backend.port));
    await rename(next, file);
  };
  await mkdir(mesh);
  await write();

  const startServer = async (xds: number, admin: number): Promise<XdsimProcess> =>
    use(
      await startXdsim({ path: mesh, xdsPort: xds + portOffset, adminPort: admin + portOffset, portOffset }),
    );
  const servers = await Promise.all([startServer(9000, 9001), startServer(9002, 9003)]);
  const link = use(await startLink(servers[0].xdsAddress));
  const own = bootstrap({ id: 'web-1', xdsAddress: link.address, protocol });
  const envoy = use(await startEnvoy({ bootstrap: isFull ? own : impatient(own) }));

  async function change(...what: readonly (keyof Changes)[]): Promise<void> {
    for (const one of what) changes = { ...changes, [one]: changes[one] + 1 };
    await write();
  }

  async function converged(timeoutMs = 20_000): Promise<void> {
    const wanted = { inUse: clustersAt(changes), warming: [] };
    let seen: unknown;
    await envoy
      .until(async () => isDeepStrictEqual((seen = await serviceClusters(envoy)), wanted), {
        what: 'convergence',
        timeoutMs,
      })
      .catch((error: unknown) => {
        throw new Error(`Envoy has ${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`, { cause: error });
      });
  }

  await converged();
  const port = 80 + portOffset;
  await envoy.until(
    () =>
      envoy.request({ port, host: 'front.example' }).then(
        ({ status }) => status === 200,
        () => false,
      ),
    { what: 'the first answer' },
  );
  const load = startLoad({ port, host: 'front.example' });
  ending.push(() => load.stop());

  return {
    servers,
    link,
    envoy,
    converged,
    change: () => change('services', 'settings'),
    changeAway: () => (protocol === 'delta' ? change('services', 'settings') : change('settings')),
    fine() {
      const { answers } = load;
      const { '200 instance': answered = 0, ...failed } = Object.fromEntries(answers);
      expect(failed, `of ${answered} requests failed`).to.deep.equal({});
      return answered;
    },
    [Symbol.asyncDispose]: end,
  };
}
