import { keepAlive } from '@xdsim/testkit';
import type { HttpConnections } from '@xdsim/testkit';

/** Sends many requests over a few connections, and counts what comes of them. */
export async function tally(
  times: number,
  ask: (connections: HttpConnections) => Promise<string>,
  atOnce = 16,
): Promise<ReadonlyMap<string, number>> {
  using connections = keepAlive();
  const counts = new Map<string, number>();
  let sent = 0;
  const one = async () => {
    while (sent < times) {
      sent++;
      const answer = await ask(connections);
      counts.set(answer, (counts.get(answer) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return counts;
}
