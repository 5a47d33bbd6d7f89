import { parse } from '@xdsim/api';
import type { AnyObject } from '@xdsim/api';
import { resourceTypes } from '@xdsim/envoy';
import type { ResourceSet } from '@xdsim/envoy';
import type { Registry } from '@xdsim/registry';
import type { Translation } from '../../src/index.js';
import type { Edit } from './arbitrary-mesh.js';

export const read = (documents: readonly string[], file: string, lines = 0): readonly AnyObject[] =>
  parse(documents.map((text) => `${'# a line\n'.repeat(lines)}${text}\n`).join('---\n'), { file }).objects;

/** Does to a registry what a user does. */
export function make(registry: Registry, change: Edit): void {
  if (change.kind === 'write') {
    registry.replace(change.file, read(change.documents, change.file, change.lines));
  } else if (change.kind === 'apply') {
    registry.apply(read(change.documents, 'api'));
  } else {
    const all = (['ServiceEntry', 'DestinationRule', 'VirtualService', 'Sidecar', 'WorkloadEntry'] as const)
      .flatMap((kind): readonly AnyObject[] => registry.snapshot().list(kind))
      .map(({ kind, metadata: { namespace, name } }) => ({ kind, namespace, name }));
    const key = all[change.which % (all.length || 1)];
    if (key) registry.delete(key);
  }
}

export const all = (resources: ResourceSet) =>
  resourceTypes.flatMap((type) =>
    [...resources[type].values()].map((r) => [`${type}/${r.name}`, r] as const),
  );

/** Everything that a translation says, as data. */
export const said = ({ resources, diagnostics, provenance }: Translation) => ({
  resources: all(resources).map(([name, { bytes }]) => [name, Buffer.from(bytes).toString('base64')]),
  diagnostics,
  provenance: all(resources).map(([name]) => [
    name,
    provenance
      .get(name)
      ?.map(
        (o) => `${o.kind} ${o.metadata.namespace}/${o.metadata.name} ${o.origin?.file}:${o.origin?.line}`,
      ),
  ]),
});
