import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Resources } from '../accepted/accept.js';
import type { Manifest, Mesh } from './mesh/mesh.js';

/** What Istio says of a mesh. */
export interface Answer {
  /** The manifests that its admission refuses, by their place in the mesh. Then there are no translations. */
  readonly refused?: readonly { readonly index: number; readonly reason: string }[];
  readonly failed?: string;
  /** For each proxy that asks. */
  readonly translations?: readonly Resources[];
}

/** Istio's own translator, in a process of its own. Questions are answered one after the other. */
export interface Istio extends AsyncDisposable {
  ask(mesh: Mesh): Promise<Answer>;
}

const applied = '2026-01-01T00:00:00Z';

/** What Kubernetes' API server does as it takes an object: it notes the time, and one apply is within a second. */
const withTime = (manifest: Manifest): Manifest => ({
  ...manifest,
  metadata: { creationTimestamp: applied, ...manifest.metadata },
});

const isIstios = ({ apiVersion }: Manifest): boolean => apiVersion.includes('istio.io');

/** @param program The Go program of this folder, built. */
export function startIstio(program: string): Istio {
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let last: Promise<unknown> = Promise.resolve();

  async function answerTo({ manifests, settings, proxies }: Mesh): Promise<Answer> {
    const indexed = manifests.map((manifest, index) => ({ index, manifest: withTime(manifest) }));
    const objects = indexed.filter(({ manifest }) => isIstios(manifest));
    const question = {
      objects: objects.map(({ manifest }) => JSON.stringify(manifest)),
      kubernetes: indexed
        .filter(({ manifest }) => !isIstios(manifest))
        .map(({ manifest }) => JSON.stringify(manifest)),
      // Mutual TLS is off until xdsim hands out certificates.
      mesh: JSON.stringify({ enableAutoMtls: false, ...settings }),
      proxies,
    };
    child.stdin.write(`${JSON.stringify(question)}\n`);
    const line = await lines.next();
    if (line.done) throw new Error('Istio ended without an answer');
    const answer = JSON.parse(line.value) as Answer;
    return answer.refused
      ? { refused: answer.refused.map(({ index, reason }) => ({ index: objects[index]!.index, reason })) }
      : answer;
  }

  return {
    ask(mesh) {
      const answer = last.then(() => answerTo(mesh));
      last = answer.catch(() => undefined);
      return answer;
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(late);
    },
  };
}
