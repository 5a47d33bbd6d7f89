import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { MessageSchema } from '../schema/schema.js';
import { isMapNode, valueAt } from './nodes.js';
import { openSource } from './open-source.js';
import { readDocuments } from './read-documents.js';
import { readValue } from './read-value.js';
import { createReader } from './reader.js';
import type { Position } from './source.js';

export interface ParsedMessage {
  /** Of the schema's type (`Infer<typeof schema>`); undefined when the text has an error. An empty text is an empty message. */
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  /** Where the value of a top-level field is written. */
  positionOf(field: string): Position | undefined;
}

/**
 * Reads one message that is not an object of Kubernetes, such as a mesh configuration, from the first document of a YAML
 * text. Never throws; its structure is checked as that of objects is.
 */
export function parseMessage(
  text: string | Uint8Array,
  schema: MessageSchema,
  options: { readonly file?: string } = {},
): ParsedMessage {
  const diagnostics: Diagnostic[] = [];
  const report = (found: Diagnostic): void => {
    diagnostics.push(found);
  };
  const source = openSource(text, options.file ?? '<input>', report);
  const [first] = source ? readDocuments(source, report) : [];
  const root = first?.document.contents;
  const value: unknown =
    source && first && root && readValue(createReader(source, first.document, report), root, schema, root);
  const failed = diagnostics.some((d) => d.severity === 'error');
  return {
    value: failed ? undefined : (value ?? {}),
    diagnostics,
    positionOf(field) {
      const value = isMapNode(root) ? valueAt(root, field) : undefined;
      return source && value && source.position(value.start, value.end);
    },
  };
}
