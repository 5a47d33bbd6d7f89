import { json, type Answer } from '../http/answer.js';
import { isSet } from '../http/request.js';
import { badRequest, expired, invalid, tooNew } from './failure.js';

/** Which state a list or a watch asks for. */
export interface Version {
  /** 0 is any. */
  readonly generation: number;
  /** Whether a newer one does not do. */
  readonly exact: boolean;
  readonly failure?: undefined;
}

/** Reads `resourceVersion` and `resourceVersionMatch`. */
export function readVersion(query: URLSearchParams): Version | { readonly failure: Answer } {
  const text = query.get('resourceVersion') ?? '';
  if (!/^\d{0,15}$/.test(text)) {
    return { failure: badRequest(`resourceVersion: Invalid value: ${JSON.stringify(text)}`) };
  }
  const match = query.get('resourceVersionMatch') ?? '';
  if (match !== '' && text === '' && !isSet(query, 'sendInitialEvents')) {
    const message = 'Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided';
    const cause = { reason: 'FieldValueForbidden', message, field: 'resourceVersionMatch' };
    return { failure: invalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, undefined, [cause]) };
  }
  return { generation: Number(text), exact: match === 'Exact' };
}

/** Why the present state is not the one that a list asks for; undefined when it is. */
export function unavailable({ generation, exact }: Version, current: number): Answer | undefined {
  if (generation > current) return tooNew(generation, current);
  return exact && generation !== current ? json(410, expired(generation)) : undefined;
}
