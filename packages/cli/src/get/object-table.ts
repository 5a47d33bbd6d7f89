import type { Kind } from '@xdsim/api';
import type { Manifest } from '../client/manifest.js';
import { resourceName } from '../client/manifest.js';
import { age } from '../print/age.js';
import { table } from '../print/table.js';
import { cellText, columns } from './columns.js';

export interface TableOptions {
  readonly allNamespaces: boolean;
  /** Where objects come from as well. */
  readonly wide: boolean;
  /** The kind before each name, for several kinds in one output. */
  readonly withKind: boolean;
  readonly now: number;
}

/** Objects of one kind as kubectl prints them. */
export function objectTable(kind: Kind, objects: readonly Manifest[], options: TableOptions): string {
  const { allNamespaces, wide, withKind, now } = options;
  const own = columns[kind];
  const heading = [
    ...(allNamespaces ? ['NAMESPACE'] : []),
    'NAME',
    ...own.map(({ title }) => title),
    'AGE',
    ...(wide ? ['SOURCE'] : []),
  ];
  const rows = objects.map((object) => {
    const { metadata } = object;
    return [
      ...(allNamespaces ? [metadata.namespace ?? ''] : []),
      withKind ? `${resourceName(kind)}/${metadata.name}` : metadata.name,
      ...own.map(({ cell }) => cellText(cell(object))),
      age(metadata.creationTimestamp, now),
      ...(wide ? [metadata.managedFields?.[0]?.manager ?? 'api'] : []),
    ];
  });
  return table([heading, ...rows]);
}
