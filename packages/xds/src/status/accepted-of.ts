import type { Resource, ResourceType } from '@xdsim/envoy';
import { heldAtFirst, isHeldBefore } from '../order/held-before.js';
import type { StreamState } from '../state/stream-state.js';
import { covers } from '../state/subscription.js';

const typeOf = ({ types }: StreamState, type: ResourceType) =>
  [...types.values()].find((one) => one.type === type);

/** The version of a resource that the client accepted last, as far as that is known. */
export function acceptedOf(state: StreamState, type: ResourceType, name: string): Resource | undefined {
  const of = typeOf(state, type);
  if (!of || !covers(of.subscription, name)) return undefined;
  const { told, accepted, doubts, rejected, inFlight } = of;
  const isUnsure =
    doubts.has(name) || rejected?.names.has(name) || inFlight?.resources.some((one) => one.name === name);
  const one = (isUnsure ? accepted : told).get(name);
  return one && !isHeldBefore(one) ? one : undefined;
}

/** What the client said that it holds since an earlier stream: nothing but name and version, and not to be sent. */
export function keptBy(state: StreamState, type: ResourceType, name: string): Resource | undefined {
  const of = typeOf(state, type);
  return of && heldAtFirst(of, name);
}

/** Whether the client holds something of a type from an earlier stream, and has accepted nothing on this one. */
export function mayHoldOlder(state: StreamState, type: ResourceType): boolean {
  const of = typeOf(state, type);
  return of !== undefined && of.resumed && of.acked === undefined;
}
