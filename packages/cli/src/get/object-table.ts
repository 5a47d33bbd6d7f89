import type { Kind } from '@xdsim/api';
import type { Manifest } from '../client/manifest.js';
import { resourceName } from '../client/manifest.js';
import { age } from '../print/age.js';
import { cellText, columns } from './columns.js';

export interface TableOptions {
  readonly allNamespaces: boolean;
  /** Where objects come from as well. */
  readonly wide: boolean;
  /** The kind before each name, for several kinds in one output. */
  readonly withKind: boolean;
}

/** The first row of a table of objects of one kind, as kubectl prints it. */
export const heading = (kind: Kind, { allNamespaces, wide }: TableOptions): readonly string[] => [
  ...(allNamespaces ? ['NAMESPACE'] : []),
  'NAME',
  ...columns[kind].map(({ title }) => title),
  'AGE',
  ...(wide ? ['SOURCE'] : []),
];

/** The row of one of them. */
export function row(kind: Kind, object: Manifest, options: TableOptions): readonly string[] {
  const { metadata } = object;
  return [
    ...(options.allNamespaces ? [metadata.namespace ?? ''] : []),
    options.withKind ? `${resourceName(kind)}/${metadata.name}` : metadata.name,
    ...columns[kind].map(({ cell }) => cellText(cell(object))),
    age(metadata.creationTimestamp, Date.now()),
    ...(options.wide ? [metadata.managedFields?.[0]?.manager ?? 'api'] : []),
  ];
}
