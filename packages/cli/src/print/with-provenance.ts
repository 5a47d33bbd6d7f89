import type { AnyObject } from '@xdsim/api';
import { nameOf, printable } from '@xdsim/api';
import { Document, isCollection, isMap, isNode } from 'yaml';
import type { Node } from 'yaml';

const comment = (object: AnyObject): string => {
  const { origin } = object;
  return printable(` from ${origin ? `${origin.file}:${origin.line} ` : ''}${nameOf(object)}`);
};

/**
 * Writes lists of resources to stdout as YAML, above each resource a comment for each object that it comes from.
 * @param sources of each resource of each list, in their order
 */
export function printWithProvenance(
  lists: Readonly<Record<string, readonly unknown[]>>,
  sources: readonly (readonly (readonly AnyObject[])[])[],
): void {
  const document = new Document(lists, { aliasDuplicateObjects: false });
  const values = isMap(document.contents) ? document.contents.items.map(({ value }) => value) : [];
  for (const [i, list] of values.entries()) {
    if (!isCollection(list)) continue;
    for (const [j, item] of list.items.entries()) {
      const lines = (sources[i]?.[j] ?? []).map(comment);
      if (isNode(item) && lines.length) (item as Node).commentBefore = lines.join('\n');
    }
  }
  process.stdout.write(document.toString({ lineWidth: 0 }));
}
