import { apiVersionsOf, isNamespaced, type Kind, kinds } from '../kinds/kinds.js';
import type { metadata } from '../kinds/metadata.js';
import { nameOf } from '../object-key.js';
import type { AnyObject, ObjectMeta } from '../object.js';
import type { Infer } from '../schema/schema.js';
import { isMapNode, isScalarNode, type MapNode, valueAt } from './nodes.js';
import { objectSchemas } from './object-schemas.js';
import { podTemplate, type PodTemplate } from './pod-template.js';
import { readValue } from './read-value.js';
import type { Reader } from './reader.js';
import { recogniseKind } from './recognise-kind.js';

/** An object of another kind, by its name for messages. */
export interface Foreign {
  readonly skip: string;
  /** Where it makes pods. */
  readonly template?: PodTemplate;
}

/** An object of ours, without its origin; or a foreign one; undefined, and reported, when it is broken. */
export function readObject(
  reader: Reader,
  node: MapNode,
  namespace: string,
  /** Reads what is no concern of ours: reports nothing. */
  silent: Reader,
): AnyObject | Foreign | undefined {
  const apiVersion = textAt(reader, node, 'apiVersion');
  const kind = textAt(reader, node, 'kind');
  if (apiVersion === undefined || kind === undefined) {
    const first = kinds[0]!;
    reader.report('XDS0202', node, `this object has no ${kind === undefined ? 'kind' : 'apiVersion'}`, {
      help: `an object starts with apiVersion and kind, for instance ${apiVersionsOf(first)[0]} and ${first}`,
    });
    return undefined;
  }
  const recognised = recogniseKind(apiVersion, kind);
  switch (recognised.is) {
    case 'foreign': {
      const template = podTemplate(silent, node, namespace);
      return { skip: `${kind} (${apiVersion})`, ...(template && { template }) };
    }
    case 'unknown kind':
      reader.report(
        'XDS0203',
        valueAt(node, 'kind') ?? node,
        `there is no kind ${JSON.stringify(kind)} in ${apiVersion}`,
        { help: recognised.meant ? `did you mean ${recognised.meant}?` : `xdsim reads ${kinds.join(', ')}` },
      );
      return undefined;
    case 'wrong version':
      reader.objectName = objectName(reader, node, recognised.kind, namespace);
      reader.report(
        'XDS0204',
        valueAt(node, 'apiVersion') ?? node,
        `${kind} has no apiVersion ${JSON.stringify(apiVersion)}`,
        { help: `write apiVersion: ${recognised.meant}` },
      );
      return undefined;
    default:
      return readKnown(reader, node, { apiVersion, kind: recognised.kind, namespace });
  }
}

function readKnown(
  reader: Reader,
  node: MapNode,
  known: { readonly apiVersion: string; readonly kind: Kind; readonly namespace: string },
): AnyObject | undefined {
  const { apiVersion, kind, namespace } = known;
  reader.objectName = objectName(reader, node, kind, namespace);
  reader.failed = false;
  const value = readValue(reader, node, objectSchemas[kind]!, node);
  if (reader.failed) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- readValue reported whatever does not fit the schema
  const { metadata: meta, spec, status, ...rest } = value as RawObject;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one schema per kind: kind and spec belong together
  return {
    apiVersion,
    kind,
    metadata: objectMeta(meta, isNamespaced(kind) ? namespace : ''),
    spec: kind === 'EndpointSlice' ? withoutHead(rest) : (spec ?? {}),
    ...(status !== undefined && { status }),
  } as AnyObject;
}

interface RawObject {
  readonly metadata: Infer<typeof metadata>;
  readonly spec?: unknown;
  readonly status?: unknown;
  readonly [field: string]: unknown;
}

function withoutHead({ apiVersion: _apiVersion, kind: _kind, ...fields }: Record<string, unknown>): unknown {
  return fields;
}

function objectMeta(raw: Infer<typeof metadata>, namespace: string): ObjectMeta {
  const { name, generateName, labels, annotations, creationTimestamp, resourceVersion } = raw;
  return {
    name,
    namespace: raw.namespace ?? namespace,
    ...(generateName !== undefined && { generateName }),
    ...(labels && { labels }),
    ...(annotations && { annotations }),
    ...(creationTimestamp !== undefined && { creationTimestamp }),
    ...(resourceVersion !== undefined && { resourceVersion }),
  };
}

function objectName(reader: Reader, node: MapNode, kind: Kind, namespace: string): string | undefined {
  const meta = reader.resolve(valueAt(node, 'metadata'));
  if (!isMapNode(meta)) return undefined;
  const name = textAt(reader, meta, 'name');
  if (name === undefined) return undefined;
  const own = isNamespaced(kind) ? (textAt(reader, meta, 'namespace') ?? namespace) : '';
  return nameOf({ kind, name, namespace: own });
}

function textAt(reader: Reader, map: MapNode, key: string): string | undefined {
  const node = reader.resolve(valueAt(map, key));
  return isScalarNode(node) && typeof node.value === 'string' ? node.value : undefined;
}
