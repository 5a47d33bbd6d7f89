import type { AnyObject } from './object.js';

/**
 * An object as Kubernetes writes it: plain JSON that `parse()` reads back, without the place that it was read from.
 *
 * @example toYaml(toManifest(object)) // for kubectl
 */
export function toManifest(object: AnyObject): Readonly<Record<string, unknown>> {
  const { apiVersion, kind, spec, status } = object;
  const { namespace, ...names } = object.metadata;
  const metadata = namespace === '' ? names : { ...names, namespace };
  const head = { apiVersion, kind, metadata };
  // an EndpointSlice has no spec; its fields stand beside metadata
  if (kind === 'EndpointSlice') return { ...head, ...spec };
  return { ...head, spec, ...(status !== undefined && { status }) };
}
