import { setTimeout as wait } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import type { AdsStream } from '../ads/serve-stream.js';

/** Fewer streams than these end together: nobody notices that they come back at once. */
const SMALLEST_BATCH = 10;

/** So many batches at most. */
const BATCHES = 20;

/** Ends what is open within a time, in batches at uneven distances, so that not all clients come back at once. */
export async function drain(
  open: ReadonlySet<Pick<AdsStream, 'end'>>,
  ms: number,
  random: () => number = Math.random,
): Promise<void> {
  const all = [...open];
  const size = Math.max(SMALLEST_BATCH, Math.ceil(all.length / BATCHES));
  const batches = Math.ceil(all.length / size);
  const begun = performance.now();
  for (let batch = 0; batch < batches; batch++) {
    // Anywhere in its slice of the time; the first goes at once.
    const at = batch === 0 ? 0 : ((batch - random()) / Math.max(1, batches - 1)) * ms;
    await wait(Math.max(0, at - (performance.now() - begun)));
    for (const one of all.slice(batch * size, (batch + 1) * size))
      one.end(status.UNAVAILABLE, 'the server is shutting down');
  }
}
