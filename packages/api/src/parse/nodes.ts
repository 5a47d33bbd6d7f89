/**
 * A document as a tree: what kubectl's YAML and JSON amount to, with the offsets where it is written. Of a mapping or
 * list that goes over several lines, `end` is the end of its first one, which is all that is ever shown.
 */
export type Node = ScalarNode | MapNode | ListNode | AliasNode;

interface Written {
  readonly start: number;
  readonly end: number;
  readonly anchor: string | undefined;
}

export interface ScalarNode extends Written {
  readonly is: 'scalar';
  /** What kubectl takes it for: text, a number, a boolean, null; with a tag, whatever the tag says. */
  readonly value: unknown;
  /** The text behind the value, without quotes. */
  readonly source: string | undefined;
  /** Whether it is a plain word, and not text in quotes or a block of text. */
  readonly plain: boolean;
}

export interface MapNode extends Written {
  readonly is: 'map';
  readonly items: readonly Pair[];
}

export interface ListNode extends Written {
  readonly is: 'list';
  readonly items: readonly (Node | null)[];
}

export interface AliasNode extends Written {
  readonly is: 'alias';
  /** The anchor that it refers to. */
  readonly source: string;
}

export interface Pair {
  readonly key: Node | null;
  readonly value: Node | null;
}

/** One document of a text. */
export interface Document {
  readonly contents: Node | null;
  readonly start: number;
  readonly end: number;
}

type Maybe = Node | null | undefined;

export const isMapNode = (node: Maybe): node is MapNode => node?.is === 'map';
export const isListNode = (node: Maybe): node is ListNode => node?.is === 'list';
export const isScalarNode = (node: Maybe): node is ScalarNode => node?.is === 'scalar';
export const isAliasNode = (node: Maybe): node is AliasNode => node?.is === 'alias';

/** Whether a node is an empty value, `null` or `~`. */
export function isNull(node: Maybe): boolean {
  return isScalarNode(node) && (node.value === null || node.value === undefined);
}

/** A key as kubectl reads it: `80` and `true` are keys too, `on` is `true` and `010` is `8`. */
export function keyText(key: Node | null): string | undefined {
  if (!isScalarNode(key) || isNull(key)) return undefined;
  const { value } = key;
  if (typeof value === 'string') return value;
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : key.source;
}

/** The value of a key, without any check: for what has to be known before an object can be read. */
export function valueAt(map: MapNode, key: string): Node | undefined {
  return map.items.find((pair) => keyText(pair.key) === key)?.value ?? undefined;
}
