import type { DiagnosticCode } from '../diagnostics/catalogue.js';
import { type Diagnostic, diagnostic, type DiagnosticFields } from '../diagnostics/diagnostic.js';
import { createObjectTally } from '../diagnostics/object-tally.js';
import { formatPath } from '../path.js';
import { anchorsOf } from './anchors.js';
import { type Document, isAliasNode, type Node } from './nodes.js';
import type { Position, Source } from './source.js';

/** How deep and how wide the aliases of one document may make it: an alias bomb has billions of nodes. */
const maxDepth = 200;
const maxNodes = 100_000;

/** Reads the nodes of one YAML document: follows aliases, knows where it is, reports what it finds. */
export interface Reader {
  /** The way from the object to the value that is being read. */
  readonly path: (string | number)[];
  /** The object's name as diagnostics carry it, once it is known. */
  objectName: string | undefined;
  /** Whether an error was reported since this was last set to false. */
  failed: boolean;
  /** How many fields were found so far that nobody knows. */
  unknownFields: number;
  /** The node that an alias stands for; any other node itself. Undefined, and reported, when there is no such node. */
  resolve(node: Node | null | undefined): Node | undefined;
  /** Counts a level of nesting; every `enter` has its `leave`. */
  enter(node: Node): void;
  leave(node: Node): void;
  placeOf(node: Node | null): Position;
  /** That not all of what was found was reported, if it was not. */
  rest(node: Node): Diagnostic | undefined;
  /** @throws EnoughErrors when there are so many that reading on tells nothing */
  report(
    code: DiagnosticCode,
    node: Node | null,
    message: string,
    extra?: Pick<DiagnosticFields, 'help' | 'related'>,
  ): void;
}

export function createReader(
  source: Source,
  document: Document,
  emit: (diagnostic: Diagnostic) => void,
): Reader {
  const path: (string | number)[] = [];
  const dangling = new Set<Node>();
  let depth = 0;
  let aliasesOpen = 0;
  let nodes = 0;
  let exhausted = false;
  const tally = createObjectTally();

  const resolve = (node: Node | null | undefined): Node | undefined => {
    if (!node || exhausted) return undefined;
    if (!isAliasNode(node)) return node;
    nodes += 1;
    const target = anchorsOf(document).get(node);
    if (!target && !dangling.has(node)) {
      dangling.add(node);
      reader.report('XDS0101', node, `there is no anchor &${node.source} before this alias`, {
        help: 'add the anchor to the value that is meant, in the same document; quote a text that starts with *',
      });
    }
    return target;
  };

  const enter = (node: Node) => {
    depth += 1;
    if (isAliasNode(node)) aliasesOpen += 1;
    if (aliasesOpen > 0) nodes += 1;
    if (exhausted || (depth <= maxDepth && nodes <= maxNodes)) return;
    exhausted = true;
    reader.report('XDS0106', node, 'the aliases of this document expand to too much, or to themselves', {
      help: 'write the values out',
    });
  };

  const reader: Reader = {
    path,
    objectName: undefined,
    failed: false,
    unknownFields: 0,
    resolve,
    enter,
    leave(node) {
      depth -= 1;
      if (isAliasNode(node)) aliasesOpen -= 1;
    },
    placeOf: (node) => source.position(node?.start ?? 0, node?.end),
    rest: (node) =>
      tally.rest({
        ...reader.placeOf(node),
        ...(reader.objectName !== undefined && { object: reader.objectName }),
      }),
    report(code, node, message, extra = {}) {
      // what was not followed any more is not missing or empty
      if (exhausted && code !== 'XDS0106') return;
      if (!tally.admits(code)) return;
      const found = diagnostic(code, {
        message,
        ...reader.placeOf(node),
        ...(path.length > 0 && { path: formatPath(path) }),
        ...(reader.objectName !== undefined && { object: reader.objectName }),
        ...extra,
      });
      if (found.severity === 'error') reader.failed = true;
      emit(found);
    },
  };
  return reader;
}
