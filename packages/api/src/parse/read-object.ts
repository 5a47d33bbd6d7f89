import { isScalar } from 'yaml';
import { apiGroup, apiVersions, type Kind, kinds, specSchemas } from '../kinds/kinds.js';
import { metadata } from '../kinds/metadata.js';
import { nameOf } from '../object-key.js';
import type { AnyObject, ObjectMeta } from '../object.js';
import { any, type Infer, message, required, type Schema, string } from '../schema/schema.js';
import { suggest } from '../suggest.js';
import { isMapNode, type MapNode, valueAt } from './nodes.js';
import { readValue } from './read-value.js';
import type { Reader } from './reader.js';

const objectSchema = <S extends Schema>(spec: S) =>
  message({
    apiVersion: required(string),
    kind: required(string),
    metadata: required(metadata),
    spec: required(spec),
    status: any,
  });

const objectSchemas = {
  ServiceEntry: objectSchema(specSchemas.ServiceEntry),
  WorkloadEntry: objectSchema(specSchemas.WorkloadEntry),
  DestinationRule: objectSchema(specSchemas.DestinationRule),
  VirtualService: objectSchema(specSchemas.VirtualService),
};

/** An object of another kind, by its name for messages. */
export interface Foreign {
  readonly skip: string;
}

/** An object of ours, without its origin; or a foreign one; undefined, and reported, when it is broken. */
export function readObject(
  reader: Reader,
  node: MapNode,
  namespace: string,
): AnyObject | Foreign | undefined {
  const apiVersion = textAt(reader, node, 'apiVersion');
  const kind = textAt(reader, node, 'kind');
  if (apiVersion === undefined || kind === undefined) {
    reader.report('XDS0202', node, `this object has no ${kind === undefined ? 'kind' : 'apiVersion'}`, {
      help: `an object starts with apiVersion and kind, for instance ${apiVersions[0]} and ${kinds[0]}`,
    });
    return undefined;
  }
  if (!isKind(kind)) return readForeign(reader, node, apiVersion, kind);
  reader.objectName = objectName(reader, node, kind, namespace);
  if (!apiVersions.includes(apiVersion)) {
    const place = valueAt(node, 'apiVersion') ?? node;
    reader.report('XDS0204', place, `${kind} has no apiVersion ${JSON.stringify(apiVersion)}`, {
      help: `write apiVersion: ${suggest(apiVersion, apiVersions) ?? apiVersions[0]}`,
    });
    return undefined;
  }
  reader.failed = false;
  const value = readValue(reader, node, objectSchemas[kind], node);
  if (reader.failed) return undefined;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- readValue reported whatever does not fit the schema
  const object = value as Infer<(typeof objectSchemas)[Kind]>;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one schema per kind: kind and spec belong together
  return {
    apiVersion,
    kind,
    metadata: objectMeta(object.metadata, namespace),
    spec: object.spec,
    ...(object.status !== undefined && { status: object.status }),
  } as AnyObject;
}

function objectMeta(raw: Infer<typeof metadata>, namespace: string): ObjectMeta {
  const { name, labels, annotations, creationTimestamp, resourceVersion } = raw;
  return {
    name,
    namespace: raw.namespace ?? namespace,
    ...(labels && { labels }),
    ...(annotations && { annotations }),
    ...(creationTimestamp !== undefined && { creationTimestamp }),
    ...(resourceVersion !== undefined && { resourceVersion }),
  };
}

/** Kinds of Istio's networking group that are not ours to read, so that they are not taken for misspelt ones. */
const otherNetworkingKinds = ['Gateway', 'Sidecar', 'EnvoyFilter', 'WorkloadGroup', 'ProxyConfig'];

function readForeign(reader: Reader, node: MapNode, apiVersion: string, kind: string): Foreign | undefined {
  const isOurGroup = apiVersion.startsWith(`${apiGroup}/`);
  const suggestion = suggest(kind, isOurGroup ? [...kinds, ...otherNetworkingKinds] : kinds);
  const isKnown = isOurGroup ? otherNetworkingKinds.includes(kind) : suggestion === undefined;
  if (isKnown) return { skip: `${kind} (${apiVersion})` };
  const place = valueAt(node, 'kind') ?? node;
  reader.report('XDS0203', place, `there is no kind ${JSON.stringify(kind)} in ${apiVersion}`, {
    help: suggestion ? `did you mean ${suggestion}?` : `xdsim reads ${kinds.join(', ')}`,
  });
  return undefined;
}

function objectName(reader: Reader, node: MapNode, kind: Kind, namespace: string): string | undefined {
  const meta = reader.resolve(valueAt(node, 'metadata'));
  if (!isMapNode(meta)) return undefined;
  const name = textAt(reader, meta, 'name');
  if (name === undefined) return undefined;
  return nameOf({ kind, name, namespace: textAt(reader, meta, 'namespace') ?? namespace });
}

function textAt(reader: Reader, map: MapNode, key: string): string | undefined {
  const node = reader.resolve(valueAt(map, key));
  return isScalar(node) && typeof node.value === 'string' ? node.value : undefined;
}

function isKind(kind: string): kind is Kind {
  return Object.hasOwn(specSchemas, kind);
}
