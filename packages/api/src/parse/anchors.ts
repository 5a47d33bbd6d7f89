import { type Document, isAliasNode, type Node } from './nodes.js';

/** Kept for as long as the document: a list of objects has a reader for each of them. */
const anchorsByDocument = new WeakMap<Document, ReadonlyMap<Node, Node>>();

/** What each alias stands for: the last node before it that has its anchor. */
export function anchorsOf(document: Document): ReadonlyMap<Node, Node> {
  const known = anchorsByDocument.get(document);
  if (known) return known;
  const anchors = new Map<string, Node>();
  const targets = new Map<Node, Node>();
  const visit = (node: Node | null): void => {
    if (!node) return;
    if (isAliasNode(node)) {
      const target = anchors.get(node.source);
      if (target) targets.set(node, target);
      return;
    }
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (node.is === 'list') for (const item of node.items) visit(item);
    if (node.is === 'map') {
      for (const { key, value } of node.items) {
        visit(key);
        visit(value);
      }
    }
  };
  visit(document.contents);
  anchorsByDocument.set(document, targets);
  return targets;
}
