import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { type Document, isMapNode, isScalarNode, type Pair, valueAt } from './nodes.js';
import { readPlainDocument } from './plain/read-plain-document.js';
import { recogniseKind } from './recognise-kind.js';
import type { Source } from './source.js';
import type { Part } from './split-documents.js';

/** Texts of this length are read in seconds, whatever unusual YAML they hold. */
const longest = 256 * 1024;

/** Whether a document that is not plain is too long for the YAML library, which takes a hundred times as long for what is unusual. */
export const isLong = ({ start, end }: Part): boolean => end - start > longest;

/**
 * What stands for a long document that is not plain. Most are of other kinds, such as the CustomResourceDefinitions of a
 * cluster, and their kind is all that is looked at; one of ours is reported and left out.
 */
export function longDocument(
  source: Source,
  part: Part,
  report: (diagnostic: Diagnostic) => void,
): Document | undefined {
  const head = headOf(source.text, part);
  const text = (key: string): string | undefined => {
    const node = head && isMapNode(head.contents) ? valueAt(head.contents, key) : undefined;
    return isScalarNode(node) && typeof node.value === 'string' ? node.value : undefined;
  };
  const [apiVersion, kind] = [text('apiVersion'), text('kind')];
  if (apiVersion !== undefined && kind !== undefined && recogniseKind(apiVersion, kind).is === 'foreign')
    return head;
  report(
    diagnostic('XDS0110', {
      message: `this document has ${Math.ceil((part.end - part.start) / 1024)} KiB, and one with unusual YAML has ${longest / 1024} KiB at most`,
      ...source.position(part.start, part.start),
      help: 'write it without anchors, tags, tabs, CRLF and texts over several lines, or in several documents',
    }),
  );
  return undefined;
}

/** The lines of a document that say what it is, as a document of their own. */
function headOf(text: string, { start, end }: Part): Document | undefined {
  const items: Pair[] = [];
  const line = /^(?:apiVersion|kind):[^\r\n]*/gm;
  line.lastIndex = start;
  for (let found = line.exec(text); found && found.index < end && items.length < 2; found = line.exec(text)) {
    const { contents } = readPlainDocument(text, { start: found.index, end: line.lastIndex }) ?? {};
    if (isMapNode(contents)) items.push(...contents.items);
  }
  return items.length === 0
    ? undefined
    : { contents: { is: 'map', items, start, end, anchor: undefined }, start, end };
}
