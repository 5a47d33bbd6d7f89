import { parse } from 'yaml';
import { keyText, type Node } from './parse/nodes.js';
import { readPlainDocument } from './parse/plain/read-plain-document.js';
import { setKey } from './parse/set-key.js';
import { yamlOptions } from './parse/yaml-options.js';

export interface FromYamlOptions {
  /**
   * How long a text may be that is no plain YAML: anchors, texts over several lines, tabs and tags take a hundred times as
   * long to read as the blocks that people write. Any length unless given.
   */
  readonly longestComplete?: number;
}

/** A text that is too long for what of YAML it has in it. */
export class YamlTooLongError extends Error {
  override readonly name = 'YamlTooLongError';
}

/**
 * The plain value of a YAML text of one document, read as `parse()` and kubectl read it.
 *
 * @throws YamlTooLongError when it is longer than `longestComplete` allows
 * @throws Error when it is none
 */
export function fromYaml(text: string, { longestComplete = Infinity }: FromYamlOptions = {}): unknown {
  const plain = readPlainDocument(text, { start: 0, end: text.length });
  if (plain) return valueOf(plain.contents);
  if (text.length > longestComplete)
    throw new YamlTooLongError(`YAML that is not plain has ${longestComplete} characters at most`);
  return parse(text, { ...yamlOptions, logLevel: 'error' });
}

/** What a plain document has: no anchors, no tags. */
function valueOf(node: Node | null): unknown {
  if (node?.is === 'scalar') return node.value;
  if (node?.is === 'list') return node.items.map(valueOf);
  if (node?.is !== 'map') return null;
  const value: Record<string, unknown> = {};
  for (const { key, value: inner } of node.items) setKey(value, keyText(key) ?? '', valueOf(inner));
  return value;
}
