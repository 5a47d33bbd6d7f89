import { labels } from '../kinds/metadata.js';
import type { Labels } from '../object.js';
import { isListNode, isMapNode, isScalarNode, type MapNode, type Node, valueAt } from './nodes.js';
import { readValue } from './read-value.js';
import type { Reader } from './reader.js';

/**
 * What an object of another kind, as a Deployment, StatefulSet or DaemonSet, makes pods from. Nothing is served of it: it
 * tells what a selector will find.
 */
export interface PodTemplate {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  /** Of the pods. */
  readonly labels: Labels;
}

/**
 * The template in an object of a kind that is not ours. It is known by its containers and not by its kind, so that the
 * workloads of others are seen as well.
 *
 * @param reader one that reports nothing: what is wrong with such an object is no concern of ours
 */
export function podTemplate(reader: Reader, node: MapNode, namespace: string): PodTemplate | undefined {
  const at = (from: Node | undefined, ...path: readonly string[]): Node | undefined =>
    path.reduce<Node | undefined>(
      (map, key) => (isMapNode(map) ? reader.resolve(valueAt(map, key)) : undefined),
      from,
    );
  const text = (...path: readonly string[]): string | undefined => {
    const found = at(node, ...path);
    return isScalarNode(found) && typeof found.value === 'string' ? found.value : undefined;
  };
  // a CronJob has the template of a Job
  const spec = at(node, 'spec', 'jobTemplate', 'spec') ?? at(node, 'spec');
  const template = at(spec, 'template');
  if (!isListNode(at(template, 'spec', 'containers'))) return undefined;
  const kind = text('kind');
  const name = text('metadata', 'name');
  const written = at(template, 'metadata', 'labels');
  if (kind === undefined || name === undefined || !isMapNode(written)) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a value that does not fit the schema is undefined
  const found = readValue(reader, written, labels, written) as Labels | undefined;
  return found && { kind, name, namespace: text('metadata', 'namespace') ?? namespace, labels: found };
}
