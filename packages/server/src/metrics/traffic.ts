import type { ResourceType } from '@xdsim/envoy';
import { resourceTypes, typeUrls } from '@xdsim/envoy';

/** What went out of one type. */
export interface Sent {
  readonly responses: number;
  readonly bytes: number;
}

/**
 * Counts what is sent. It is on the way of every response, so it only adds; metrics are made of it when somebody asks.
 */
export class Traffic {
  readonly #sent = new Map<string, { responses: number; bytes: number }>();

  note(typeUrl: string, bytes: number): void {
    const sent = this.#sent.get(typeUrl);
    if (sent) {
      sent.responses += 1;
      sent.bytes += bytes;
    } else if (known.has(typeUrl)) this.#sent.set(typeUrl, { responses: 1, bytes });
  }

  of(type: ResourceType): Sent {
    return this.#sent.get(typeUrls[type]) ?? { responses: 0, bytes: 0 };
  }
}

/** Clients can ask for types without end, so only those that are served are counted. */
const known: ReadonlySet<string> = new Set(resourceTypes.map((type) => typeUrls[type]));
