import { specSchemas } from '@xdsim/api';
import type { Schema, schema } from '@xdsim/api';

/** The fields of a schema, as dotted paths without the indices of lists. */
function* fieldsOf(schema: Schema, path: string): Generator<string> {
  if (schema.type === 'list' || schema.type === 'map') yield* fieldsOf(schema.of, path);
  else if (schema.type === 'message') yield* fieldsOfMessage(schema.fields, path);
}

function* fieldsOfMessage(fields: schema.Fields, path: string): Generator<string> {
  for (const [name, field] of Object.entries(fields)) {
    yield `${path}.${name}`;
    yield* fieldsOf(field, `${path}.${name}`);
  }
}

/** The kinds that decide about outbound traffic; `ingress` and what it holds is not among their fields. */
export const comparedKinds = [
  'ServiceEntry',
  'WorkloadEntry',
  'DestinationRule',
  'VirtualService',
  'Sidecar',
] as const;

const isOutbound = (field: string): boolean => !/^Sidecar\.(ingress|inboundConnectionPool)/.test(field);

/** A policy has the same fields wherever it stands: of a host, of a subset, of a port. */
const once = (field: string): string =>
  field
    .replace('DestinationRule.subsets.trafficPolicy.', 'DestinationRule.trafficPolicy.')
    .replace(/\.portLevelSettings\.(?!port\b)/, '.');

/** Where each known field stands, and the name under which it counts. */
const places = new Map(
  comparedKinds
    .flatMap((kind) => [...fieldsOf(specSchemas[kind], kind)])
    .filter(isOutbound)
    .map((field) => [field, once(field)]),
);

/** All fields of Istio's kinds that a mesh can use. */
export const knownFields: ReadonlySet<string> = new Set(places.values());

/** The known fields that a manifest has. */
export function usedFields(manifest: { readonly kind: string; readonly spec?: unknown }): readonly string[] {
  const used: string[] = [];
  const visit = (value: unknown, path: string): void => {
    const field = places.get(path);
    if (field !== undefined) used.push(field);
    if (Array.isArray(value)) for (const item of value) visit(item, path);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        const next = `${path}.${name}`;
        // The keys of a map are no fields: what they lead to is at the map's own path.
        visit(inner, places.has(next) ? next : path);
      }
    }
  };
  visit(manifest.spec, manifest.kind);
  return used;
}
