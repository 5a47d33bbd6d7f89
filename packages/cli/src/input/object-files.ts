import { readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';

const extensions = new Set(['.yaml', '.yml', '.json']);

/**
 * The YAML and JSON files in a folder and the folders in it, in the order of their paths; `serve` reads the same ones.
 * Hidden ones and node_modules are not meant. A folder that cannot be listed is told, and does not keep the others out.
 */
export async function objectFiles(
  folder: string,
  unreadable: (folder: string, error: unknown) => void,
): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    unreadable(folder, error);
    return [];
  });
  const found = entries
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .map(async (entry): Promise<readonly string[]> => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return objectFiles(path, unreadable);
      return extensions.has(extname(entry.name).toLowerCase()) ? [path] : [];
    });
  return (await Promise.all(found)).flat().sort();
}
