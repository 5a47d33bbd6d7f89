import { isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';

/** A parsed document holds nodes only, never plain JavaScript values: this is where the types learn of it. */
export type MapNode = YAMLMap<Node | null, Node | null>;
export type ListNode = YAMLSeq<Node | null>;

export const isMapNode: (node: unknown) => node is MapNode = isMap<Node | null, Node | null>;
export const isListNode: (node: unknown) => node is ListNode = isSeq<Node | null>;

/** Whether a node is an empty value, `null` or `~`. */
export function isNull(node: unknown): boolean {
  return isScalar(node) && (node.value === null || node.value === undefined);
}

/** A key as kubectl reads it: `80` and `true` are keys too, `on` is `true` and `010` is `8`. */
export function keyText(key: Node | null): string | undefined {
  if (!isScalar(key) || isNull(key)) return undefined;
  const { value } = key;
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : key.source;
}

/** The value of a key, without any check: for what has to be known before an object can be read. */
export function valueAt(map: MapNode, key: string): Node | undefined {
  return map.items.find((pair) => keyText(pair.key) === key)?.value ?? undefined;
}
