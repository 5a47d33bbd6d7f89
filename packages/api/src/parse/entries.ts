import {
  isAliasNode,
  isListNode,
  isMapNode,
  isScalarNode,
  keyText,
  type MapNode,
  type Node,
  type ScalarNode,
} from './nodes.js';
import type { Reader } from './reader.js';

/** One key of a mapping with its value. */
export interface Entry {
  readonly key: string;
  readonly keyNode: Node;
  readonly value: Node | null;
}

/**
 * The entries of a mapping, with merge keys (`<<: *defaults`) resolved: kubectl reads them, though YAML 1.2 has none.
 * Keys that appear twice, or are not text, are reported.
 */
export function readEntries(reader: Reader, map: MapNode): readonly Entry[] {
  const entries = new Map<string, Entry>();
  const merges: Node[] = [];
  for (const pair of map.items) {
    if (isMergeKey(pair.key)) {
      if (pair.value) merges.push(pair.value);
      continue;
    }
    const keyNode = pair.key && isAliasNode(pair.key) ? reader.resolve(pair.key) : pair.key;
    const key = keyText(keyNode ?? null);
    if (!keyNode || key === undefined) {
      reader.report('XDS0207', pair.key ?? map, 'a key must be text', { help: 'put the key in quotes' });
      continue;
    }
    if (isScalarNode(keyNode) && keyNode.source !== key) warnOfKey(reader, keyNode, key);
    const first = entries.get(key);
    if (first) {
      reader.report('XDS0212', keyNode, `the key ${JSON.stringify(key)} appears twice in one mapping`, {
        help: 'keep one of the two',
        related: [{ message: 'the first one is here', ...reader.placeOf(first.keyNode) }],
      });
      continue;
    }
    entries.set(key, { key, keyNode, value: pair.value });
  }
  for (const merge of merges) {
    for (const entry of mergedEntries(reader, merge)) {
      if (!entries.has(entry.key)) entries.set(entry.key, entry);
    }
  }
  return [...entries.values()];
}

/** A quoted or block scalar has its text as value and source; only plain words and numbers turn into something else. */
function warnOfKey(reader: Reader, keyNode: ScalarNode, key: string): void {
  if (typeof keyNode.value === 'string') return;
  reader.report('XDS0216', keyNode, `kubectl reads the key ${keyNode.source} as ${key}`, {
    help: `put it in quotes: "${keyNode.source}"`,
  });
}

function* mergedEntries(reader: Reader, node: Node): Generator<Entry, void> {
  reader.enter(node);
  const target = reader.resolve(node);
  if (isMapNode(target)) yield* readEntries(reader, target);
  else if (isListNode(target)) {
    for (const item of target.items) if (item) yield* mergedEntries(reader, item);
  } else if (target) reader.report('XDS0207', node, 'a merge key (<<) takes a mapping or a list of mappings');
  reader.leave(node);
}

function isMergeKey(key: Node | null): boolean {
  return isScalarNode(key) && key.value === '<<' && key.plain;
}
