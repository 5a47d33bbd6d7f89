import type * as yaml from 'yaml';
import { isAlias, isMap, isPair, isScalar, isSeq, Scalar } from 'yaml';
import type { Node, Pair } from '../nodes.js';

/** The tree of a document that the YAML library read from `text`. */
export function fromYaml(node: unknown, text: string): Node | null {
  if (isScalar(node)) {
    const { value, source, type } = node;
    return { is: 'scalar', ...written(node), value, source, plain: type === Scalar.PLAIN };
  }
  if (isMap(node)) {
    return { is: 'map', ...firstLine(node, text), items: node.items.map((pair) => pairOf(pair, text)) };
  }
  if (isSeq(node)) {
    return { is: 'list', ...firstLine(node, text), items: node.items.map((item) => fromYaml(item, text)) };
  }
  if (isAlias(node)) return { is: 'alias', ...written(node), source: node.source };
  // the tag !!pairs makes a list of pairs
  if (isPair(node)) {
    const pair = pairOf(node, text);
    const { start, end } = pair.key ?? { start: 0, end: 0 };
    return { is: 'map', start, end, anchor: undefined, items: [pair] };
  }
  return null;
}

function pairOf({ key, value }: yaml.Pair, text: string): Pair {
  return { key: fromYaml(key, text), value: fromYaml(value, text) };
}

function written(node: yaml.Node): Pick<Node, 'start' | 'end' | 'anchor'> {
  const [start, end] = node.range ?? [0, 0];
  return { start, end, anchor: isAlias(node) ? undefined : node.anchor };
}

function firstLine(node: yaml.Node, text: string): Pick<Node, 'start' | 'end' | 'anchor'> {
  const { start, end, anchor } = written(node);
  // no further than the node itself: JSON on one line has many of them, and no newline
  const newline = text.slice(start, end).indexOf('\n');
  return { start, end: newline < 0 ? end : start + newline, anchor };
}
