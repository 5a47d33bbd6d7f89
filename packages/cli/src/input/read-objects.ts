import { stat } from 'node:fs/promises';
import { diagnostic, kinds, parse } from '@xdsim/api';
import type { Diagnostic, ParseOptions, PodTemplate } from '@xdsim/api';
import { createRegistry } from '@xdsim/registry';
import type { RegistrySnapshot } from '@xdsim/registry';
import { objectFiles } from './object-files.js';
import { readBytes, stdinName } from './read-bytes.js';
import { reasonOf } from './reason-of.js';

/** What was found under some paths. */
export interface Input {
  readonly snapshot: RegistrySnapshot;
  /** How many objects are fit to be used. */
  readonly objects: number;
  readonly files: number;
  readonly diagnostics: readonly Diagnostic[];
  /** What objects of other kinds make pods from. */
  readonly templates: readonly PodTemplate[];
  /** What was read, by the name that positions carry. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Reads all objects under some paths: files, folders, `-` for stdin. What is wrong with one of them does not keep the
 * others out.
 */
export async function readObjects(
  paths: readonly string[],
  options: Omit<ParseOptions, 'file'> = {},
): Promise<Input> {
  const registry = createRegistry();
  const diagnostics: Diagnostic[] = [];
  const templates: PodTemplate[] = [];
  const texts = new Map<string, string>();

  async function read(path: string): Promise<void> {
    const file = path === '-' ? stdinName : path;
    if (texts.has(file)) return;
    const bytes = await readBytes(path);
    const parsed = parse(bytes, { ...options, file });
    const replaced = registry.replace(file, parsed.objects);
    texts.set(file, new TextDecoder().decode(bytes));
    diagnostics.push(...parsed.diagnostics, ...replaced.diagnostics);
    templates.push(...parsed.templates);
    if (path !== '-' && !paths.includes(path)) return;
    if (parsed.objects.length + parsed.diagnostics.length === 0) diagnostics.push(holdsNothing(file));
  }

  async function visit(path: string): Promise<void> {
    try {
      if (path === '-' || !(await stat(path)).isDirectory()) return await read(path);
      const before = diagnostics.length;
      const files = await objectFiles(path, (folder, error) => diagnostics.push(cannotBeRead(folder, error)));
      if (files.length === 0 && diagnostics.length === before) diagnostics.push(holdsNothing(path));
      for (const file of files) await visit(file);
    } catch (error) {
      diagnostics.push(cannotBeRead(path, error));
    }
  }

  for (const path of paths) await visit(path);
  const snapshot = registry.snapshot();
  const objects = kinds.reduce((sum, kind) => sum + snapshot.list(kind).length, 0);
  return { snapshot, objects, files: texts.size, diagnostics, templates, texts };
}

const holdsNothing = (file: string): Diagnostic =>
  diagnostic('XDS0104', {
    message: `${file} holds no objects`,
    file,
    help: 'In folders, files that end in .yaml, .yml or .json are read; hidden ones and node_modules are not.',
  });

const cannotBeRead = (file: string, error: unknown): Diagnostic =>
  diagnostic('XDS0102', { message: `${file} cannot be read: ${reasonOf(error)}`, file });
