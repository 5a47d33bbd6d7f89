import { setTimeout as pause } from 'node:timers/promises';
import type { ResourceType } from '@xdsim/envoy';
import type { XdsRequest } from './subscription.js';
import type { TypeState } from './type-state.js';
import type { XdsResponse } from './xds-response.js';

/** Asks for something that has an answer, to see what comes before that answer. */
export interface QuietProbe {
  /** Resolves when the probe was answered, or something of the type has come, or after so many milliseconds. */
  roundTrip(type: ResourceType, waitMs: number): Promise<void>;
  /** A response without what belongs to the probe; `undefined` if nothing else was in it. */
  takeOut(response: XdsResponse): XdsResponse | undefined;
}

interface ProbeOptions {
  readonly endpoints: TypeState;
  readonly send: (request: XdsRequest) => void;
}

/**
 * The probe asks for the endpoints of a cluster that does not exist: delta answers that they are removed, and in SotW
 * servers that know Envoy's warming of clusters answer with an empty assignment.
 */
export function createQuietProbe({ endpoints, send }: ProbeOptions): QuietProbe {
  const { subscription } = endpoints;
  let count = 0;
  let name: string | undefined;
  let watched: ResourceType | undefined;
  let done = new AbortController();

  return {
    async roundTrip(type, waitMs) {
      // A server may keep back endpoints until its last response is answered, or send all of them again and again.
      const canAsk = type !== 'endpoints' && !endpoints.isPending && !subscription.isWildcard;
      done = new AbortController();
      watched = type;
      name = canAsk ? `quiet-probe-${++count}` : undefined;
      if (name) send(subscription.subscribe([name]));
      await pause(waitMs, undefined, done).catch(() => {});
      if (name) send(subscription.unsubscribe([name]));
      name = watched = undefined;
    },
    takeOut(response) {
      const probed = name;
      if (response.type === watched) done.abort();
      if (response.type !== 'endpoints' || probed === undefined) return response;
      if (!response.resources.has(probed) && !response.removed.includes(probed)) return response;
      done.abort();
      const rest = {
        ...response,
        resources: without(response.resources, probed),
        versions: without(response.versions, probed),
        removed: response.removed.filter((removed) => removed !== probed),
      };
      if (rest.resources.size > 0 || rest.removed.length > 0) return rest;
      send(endpoints.subscription.ack(response));
      return undefined;
    },
  };
}

function without<T>(map: ReadonlyMap<string, T>, name: string): ReadonlyMap<string, T> {
  const rest = new Map(map);
  rest.delete(name);
  return rest;
}
