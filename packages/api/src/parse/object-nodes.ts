import type { Path } from '../path.js';
import { type Document, isListNode, isMapNode, isNull, isScalarNode, type Node, valueAt } from './nodes.js';

/** A node that should hold one object, and the way to it from its document. */
export interface ObjectNode {
  readonly node: Node | null;
  readonly way: Path;
}

/** The objects of a document: its root, or the items of a `kind: List` as `kubectl get -o yaml` prints it. */
export function* objectNodes(document: Document): Generator<ObjectNode, void> {
  const root = document.contents;
  // a document of comments only, or between two separators
  if (!root || isNull(root)) return;
  const items = listItems(root);
  if (!items) yield { node: root, way: [] };
  else for (const [index, node] of items.entries()) yield { node, way: ['items', index] };
}

function listItems(root: Node): readonly (Node | null)[] | undefined {
  if (!isMapNode(root)) return undefined;
  const kind = valueAt(root, 'kind');
  // `List`, and what the API server itself answers: `ServiceEntryList`
  if (!isScalarNode(kind) || typeof kind.value !== 'string' || !kind.value.endsWith('List')) return undefined;
  const items = valueAt(root, 'items');
  return isListNode(items) ? items.items : undefined;
}
