import { keepAlive, sendRequest } from '@xdsim/testkit';

/** What came of requests that were sent one after the other at a steady pace. */
export interface Load {
  /** So far: how many were answered, by status or by error. */
  readonly answers: ReadonlyMap<string, number>;
  /** Sends no more and waits for the answers that are due. */
  stop(): Promise<ReadonlyMap<string, number>>;
}

export interface LoadOptions {
  readonly port: number;
  readonly host: string;
  /** 200 unless given. */
  readonly perSecond?: number;
}

/** Asks for a host steadily, over a few connections, whatever happens meanwhile. */
export function startLoad({ port, host, perSecond = 200 }: LoadOptions): Load {
  const connections = keepAlive({ maxSockets: 8 });
  const answers = new Map<string, number>();
  const due = new Set<Promise<void>>();
  const note = (answer: string) => void answers.set(answer, (answers.get(answer) ?? 0) + 1);
  const began = performance.now();
  let sent = 0;

  function sendOne(): void {
    sent += 1;
    const one = sendRequest({ port, host, connections })
      .then(({ status, headers }) => note(`${status} ${String(headers['x-backend'] ?? '')}`.trim()))
      .catch((error: unknown) => note(String(error)))
      .finally(() => due.delete(one));
    due.add(one);
  }

  // A timer that comes late makes up for it, so that the pace holds.
  const timer = setInterval(() => {
    const wanted = Math.floor(((performance.now() - began) * perSecond) / 1000);
    while (sent < wanted) sendOne();
  }, 5);

  return {
    answers,
    async stop() {
      clearInterval(timer);
      await Promise.all(due);
      connections[Symbol.dispose]();
      return answers;
    },
  };
}
