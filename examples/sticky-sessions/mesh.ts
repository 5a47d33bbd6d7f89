import type { AnyObject } from '@xdsim/api';
import { files } from '@xdsim/server';
import { startHttpBackend, startMesh } from '@xdsim/testkit';
import type { HttpBackend, RunningMesh } from '@xdsim/testkit';

export const host = 'independent.australiaeast.azurecontainer.io';
export const servicePort = 8080;
export const workloads = ['a', 'b', 'c'] as const;

/** The mesh of this folder, with three sample backends in place of its workloads. */
export interface StickyMesh extends AsyncDisposable {
  readonly backends: readonly HttpBackend[];
  readonly mesh: RunningMesh;
}

export async function startStickyMesh(protocol: 'sotw' | 'delta' = 'delta'): Promise<StickyMesh> {
  const backends = await Promise.all(workloads.map((name) => startHttpBackend({ name })));
  // The YAML says port 8080, which may be taken here: each workload is given the port that its backend really has.
  const portOf = new Map(backends.map((backend) => [`independent-${backend.name}`, backend.port]));
  const atBackend = (object: AnyObject): AnyObject => {
    const port = portOf.get(object.metadata.name);
    if (object.kind !== 'WorkloadEntry' || port === undefined) return object;
    return { ...object, spec: { ...object.spec, ports: { http: port } } };
  };
  const stopBackends = async () => {
    for (const backend of backends) await backend[Symbol.asyncDispose]();
  };
  try {
    const mesh = await startMesh({
      sources: [files(import.meta.dirname, { map: atBackend })],
      servicePorts: [servicePort],
      names: Object.fromEntries(
        workloads.map((w) => [`${w}.australiaeast.azurecontainer.io`, ['127.0.0.1']]),
      ),
      protocol,
    });
    return {
      backends,
      mesh,
      async [Symbol.asyncDispose]() {
        await mesh[Symbol.asyncDispose]();
        await stopBackends();
      },
    };
  } catch (error) {
    await stopBackends();
    throw error;
  }
}
