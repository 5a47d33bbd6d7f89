import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone. */
export const root = fileURLToPath(new URL('..', import.meta.url));

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

export interface Workspace {
  /** `packages/api` */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The packages of this repository. */
export const workspaces: readonly Workspace[] = readdirSync(join(root, 'packages'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `packages/${name}`)
  .map((folder) => ({ folder, manifest: JSON.parse(read(`${folder}/package.json`)) as Manifest }));

export const isOwn = (name: string): boolean => workspaces.some(({ manifest }) => manifest.name === name);

/** A file's text, by its path in the clone. */
export function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

const made = new Set(['node_modules', 'dist', 'generated', '.git', '.cache', '.nx']);

/** The paths of all files under a folder, written by hand. */
export function filesUnder(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !made.has(name))
    .flatMap((entry) => {
      const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesUnder(path) : [path];
    })
    .sort();
}
