import type { AnyObject } from '../object.js';
import type { Path } from '../path.js';
import { writtenPath } from '../written-path.js';
import {
  type Document,
  isAliasNode,
  isListNode,
  isMapNode,
  isScalarNode,
  keyText,
  type MapNode,
  type Node,
} from './nodes.js';
import { anchorsOf } from './anchors.js';
import { readDocument } from './read-documents.js';
import type { Position, Source } from './source.js';

/** Where an object lies in its file: enough to find its nodes again, and small, as there may be many objects. */
export interface Place {
  readonly source: Source;
  /** The offsets of the object's document. */
  readonly start: number;
  readonly end: number;
  /** The way from the document to the object: into a `kind: List`. */
  readonly way: Path;
}

interface OpenDocument {
  readonly source: Source;
  readonly document: Document;
}

/** Keyed by the object itself, so that a place lives exactly as long as its object. */
const places = new WeakMap<AnyObject, Place>();

/** The document that was looked into last: findings come in runs, and keeping every document would be expensive. */
let latest: OpenDocument | undefined;

/** Remembers where an object was read, and that its document is at hand for now. */
export function remember(object: AnyObject, place: Place, document: Document): void {
  places.set(object, place);
  latest = { source: place.source, document };
}

/**
 * Where a field of a parsed object stands; the nearest parent that is written, if the field itself is not.
 *
 * The document is read again when it is not at hand. A copy of an object has no place of its own: for it, and for
 * an object that was never in a file, the answer is its `origin`.
 */
export function locate(object: AnyObject, path: Path): Position | undefined {
  const place = places.get(object);
  if (!place) {
    const { origin } = object;
    return origin && { file: origin.file, line: origin.line, column: origin.column };
  }
  const document = open(place);
  const [start, end] = find(document, [...place.way, ...writtenPath(object.kind, path)], place.way.length);
  return place.source.position(start, end);
}

function open({ source, start, end }: Place): Document {
  if (latest?.source !== source || latest.document.start !== start) {
    latest = { source, document: readDocument(source, { start, end }) };
  }
  return latest.document;
}

type Range = readonly [start: number, end: number];

/** Walks down a path; after the first `minimum` steps, which lead to the object, keys are better than whole values. */
function find(document: Document, path: Path, minimum: number): Range {
  let node = document.contents;
  let range = rangeOf(node, null);
  for (const [index, step] of path.entries()) {
    const next = child(document, node, step);
    if (!next) break;
    node = next.value;
    range = rangeOf(node, index < minimum ? null : next.key);
  }
  return range;
}

/** A scalar's own range; of a mapping or list, which may be long, its key's. */
function rangeOf(node: Node | null, key: Node | null): Range {
  const isWord = isAliasNode(node) || (isScalarNode(node) && node.end > node.start);
  const place = isWord ? node : (key ?? node);
  return place ? [place.start, place.end] : [0, 0];
}

interface Child {
  readonly key: Node | null;
  readonly value: Node | null;
}

function child(
  document: Document,
  parent: Node | null | undefined,
  step: string | number,
): Child | undefined {
  const node = isAliasNode(parent) ? anchorsOf(document).get(parent) : parent;
  if (isListNode(node)) {
    const item = typeof step === 'number' ? node.items[step] : undefined;
    return item ? { key: null, value: item } : undefined;
  }
  if (!isMapNode(node)) return undefined;
  return pairAt(node, String(step)) ?? mergedChild(document, node, step);
}

function mergedChild(document: Document, node: MapNode, step: string | number): Child | undefined {
  const merged = pairAt(node, '<<')?.value ?? null;
  for (const source of isListNode(merged) ? merged.items : [merged]) {
    const found = child(document, source, step);
    if (found) return found;
  }
  return undefined;
}

function pairAt(map: MapNode, key: string): Child | undefined {
  return map.items.find((pair) => keyText(pair.key) === key);
}
