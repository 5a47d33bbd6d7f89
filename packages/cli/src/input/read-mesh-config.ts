import { parseMeshConfig } from '@xdsim/translator';
import type { MeshConfig } from '@xdsim/translator';
import { printDiagnostics } from '../print/print-diagnostics.js';
import { InputError } from './input-error.js';
import { readFileFlag } from './read-file-flag.js';

/**
 * Reads `--mesh-config FILE` and says what is not right with it.
 *
 * @throws InputError when it cannot be used: half a mesh config would translate to something nobody asked for
 */
export async function readMeshConfig(file: string): Promise<MeshConfig> {
  const bytes = await readFileFlag('--mesh-config', file);
  const { mesh, diagnostics } = parseMeshConfig(bytes, { file });
  printDiagnostics(process.stderr, diagnostics, new Map([[file, new TextDecoder().decode(bytes)]]));
  if (diagnostics.some((d) => d.severity === 'error')) throw new InputError(`${file} is not a mesh config.`);
  return mesh;
}
