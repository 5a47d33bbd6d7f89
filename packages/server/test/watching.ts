import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { Server } from '../src/index.js';

/** A line of a watch. */
export interface Seen {
  readonly type: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- JSON of many shapes, which the expectations spell out
  readonly object: any;
}

/** Watches a path of a server's admin address, an event at a time, until it is disposed of or the server ends it. */
export async function watch(
  server: Pick<Server, 'adminAddress'>,
  path: string,
): Promise<AsyncDisposable & { next(): Promise<Seen | undefined> }> {
  const ending = new AbortController();
  const answer = await fetch(`http://${server.adminAddress}${path}`, { signal: ending.signal });
  const body = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]);
  const lines = createInterface({ input: body })[Symbol.asyncIterator]();
  return {
    async next() {
      const { value } = (await lines.next()) as IteratorResult<string, undefined>;
      return value === undefined ? undefined : (JSON.parse(value) as Seen);
    },
    async [Symbol.asyncDispose]() {
      body.on('error', () => undefined);
      ending.abort();
    },
  };
}
