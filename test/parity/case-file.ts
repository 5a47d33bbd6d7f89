import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fromYaml, toYaml } from '@xdsim/api';
import type { Answer } from './istio.js';
import type { Asking, Manifest, Mesh } from './mesh/mesh.js';

const folder = path.join(import.meta.dirname, 'cases');

/** A mesh with Istio's answer, kept as a test. */
export interface Case {
  readonly name: string;
  readonly mesh: Mesh;
  readonly istio: Answer;
}

interface Head {
  readonly settings: Mesh['settings'];
  readonly proxies: readonly Asking[];
}

/** Writes `NAME.yaml`, with the mesh's settings and the proxies in its first document, and `NAME.json` beside it. */
export async function writeCase({ name, mesh, istio }: Case): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { manifests, ...head } = mesh;
  const text = [head, ...manifests].map((document) => toYaml(document)).join('---\n');
  await writeFile(path.join(folder, `${name}.yaml`), text);
  await writeFile(path.join(folder, `${name}.json`), `${JSON.stringify(istio)}\n`);
}

/** The recorded cases, by name. */
export async function readCases(): Promise<readonly Case[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const name = file.slice(0, -'.yaml'.length);
      const [head, ...manifests] = (await readFile(path.join(folder, file), 'utf8'))
        .split(/^---\n/m)
        .map((text) => fromYaml(text));
      const istio = JSON.parse(await readFile(path.join(folder, `${name}.json`), 'utf8')) as Answer;
      return { name, mesh: { ...(head as Head), manifests: manifests as Manifest[] }, istio };
    }),
  );
}
