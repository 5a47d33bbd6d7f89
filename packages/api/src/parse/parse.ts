import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { EnoughErrors } from '../diagnostics/object-tally.js';
import { kinds } from '../kinds/kinds.js';
import type { AnyObject } from '../object.js';
import { validate } from '../validate/validate.js';
import { collectFindings } from './collect-findings.js';
import { remember } from './locate.js';
import { isMapNode, valueAt } from './nodes.js';
import { objectNodes, type ObjectNode } from './object-nodes.js';
import { openSource } from './open-source.js';
import { readDocuments, type ReadDocument } from './read-documents.js';
import type { PodTemplate } from './pod-template.js';
import { createReader, type Reader } from './reader.js';
import { readObject } from './read-object.js';
import type { Position, Source } from './source.js';

export interface ParseOptions {
  /** The name that positions carry; `<input>` unless given. */
  readonly file?: string;
  /** The namespace of objects that name none; `default` unless given. */
  readonly namespace?: string;
  /** So many errors and so many other findings are listed, with a note about the rest; 10 000 of each unless given. */
  readonly mostFindings?: number;
}

export interface ParseResult {
  readonly objects: readonly AnyObject[];
  readonly diagnostics: readonly Diagnostic[];
  /** What the objects of other kinds make pods from. */
  readonly templates: readonly PodTemplate[];
}

/**
 * Reads objects from YAML, of one or many documents, or JSON. Never throws, whatever the bytes.
 *
 * An object with an error, of syntax, of structure or of Istio's rules, is left out and a diagnostic says why; a
 * warning leaves it in. Objects of other kinds are skipped with a note.
 *
 * @example const { objects, diagnostics } = parse(await readFile('mesh.yaml'), { file: 'mesh.yaml' });
 */
export function parse(text: string | Uint8Array, options: ParseOptions = {}): ParseResult {
  const steps = parseInSteps(text, options);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

/**
 * `parse()`, a step at a time: it can be left after each object, so that a large file holds up nobody else.
 *
 * @example
 * const steps = parseInSteps(bytes, { file });
 * let step = steps.next();
 * while (!step.done) step = await later(() => steps.next());
 * const { objects } = step.value;
 */
export function* parseInSteps(
  text: string | Uint8Array,
  options: ParseOptions = {},
): Generator<undefined, ParseResult, void> {
  const { file = '<input>', namespace = 'default', mostFindings } = options;
  const objects: AnyObject[] = [];
  const templates: PodTemplate[] = [];
  const findings = collectFindings(file, mostFindings);
  const skipped = new Map<string, Skipped>();

  const read = (source: Source, place: ReadDocument, object: ObjectNode): void => {
    const reader = createReader(source, place.document, findings.add);
    try {
      readWith(reader, source, place, object);
    } catch (error) {
      if (!(error instanceof EnoughErrors)) throw error;
    }
    const rest = object.node && reader.rest(object.node);
    if (rest) findings.add(rest);
  };

  const readWith = (
    reader: Reader,
    source: Source,
    { document, index }: ReadDocument,
    { node, way }: ObjectNode,
  ): void => {
    if (!isMapNode(node)) {
      reader.report(
        'XDS0201',
        node,
        'this is not an object, which is a mapping with apiVersion, kind and metadata',
      );
      return;
    }
    const found = readObject(reader, node, namespace, createReader(source, document, nobody));
    if (!found) return;
    if ('skip' in found) {
      if (found.template) templates.push(found.template);
      const known = skipped.get(found.skip);
      const first = known?.first ?? reader.placeOf(valueAt(node, 'kind') ?? node);
      skipped.set(found.skip, { count: (known?.count ?? 0) + 1, first });
      return;
    }
    const { line, column } = reader.placeOf(node);
    const object: AnyObject = { ...found, origin: { file, line, column, document: index } };
    remember(object, { source, start: document.start, end: document.end, way }, document);
    const ofObject = validate(object);
    for (const finding of ofObject) findings.add(finding);
    if (ofObject.every(({ severity }) => severity !== 'error')) objects.push(object);
  };

  const source = openSource(text, file, findings.add);
  if (source) {
    for (const document of readDocuments(source, findings.add)) {
      for (const object of objectNodes(document.document)) {
        read(source, document, object);
        yield;
      }
      yield;
    }
  }
  if (skipped.size > 0) findings.add(skippedDiagnostic(skipped));
  return { objects, diagnostics: findings.all(), templates };
}

const nobody = (): void => undefined;

interface Skipped {
  readonly count: number;
  readonly first: Position;
}

/** One note for a whole file: where files hold other kinds, they hold many. */
function skippedDiagnostic(skipped: ReadonlyMap<string, Skipped>): Diagnostic {
  const all = [...skipped.values()];
  const total = all.reduce((sum, { count }) => sum + count, 0);
  const names = [...skipped].map(([what, { count }]) => (count === 1 ? what : `${count} × ${what}`));
  return diagnostic('XDS0205', {
    message: `skipped ${total === 1 ? 'one object' : `${total} objects`} of another kind: ${names.join(', ')}`,
    ...all[0]?.first,
    help: `xdsim reads ${kinds.join(', ')}`,
  });
}
