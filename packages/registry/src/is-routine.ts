import type { AnyObject, Kind } from '@xdsim/api';
import { sameContent } from './same-content.js';

/** Kinds that are endpoints of services, and nothing else. */
const endpointKinds: readonly Kind[] = ['WorkloadEntry', 'Pod', 'EndpointSlice'];

/** All of an object but the endpoints that it lists and what counts its changes. */
function rest({ metadata, spec, status }: AnyObject): readonly unknown[] {
  const { resourceVersion: _, generation: __, ...said } = metadata;
  const { endpoints: ___, ...others } = spec as { readonly endpoints?: unknown };
  return [said, others, status];
}

/** Whether endpoints came, went or changed, or a service came that nobody can have used yet, and nothing else did. */
export function isRoutine(before: AnyObject | undefined, after: AnyObject | undefined): boolean {
  const kind = (after ?? before)?.kind;
  if (kind !== undefined && endpointKinds.includes(kind)) return true;
  if (kind !== 'ServiceEntry' || !after) return false;
  return !before || sameContent(rest(before), rest(after));
}
