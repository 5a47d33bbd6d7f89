import { connectXds, type XdsClient } from '@xdsim/testkit';
import { expect } from 'chai';
import { parse } from '@xdsim/api';
import type { Server, ServerEvent, ServerOptions } from '../../src/index.js';
import { cluster, service, startServer } from '../start.js';

type Refused = Extract<ServerEvent, { kind: 'refused' }>;

/** A server with a client that behaves well. */
export interface Attacked extends AsyncDisposable {
  readonly server: Server;
  readonly refused: readonly Refused[];
  /** Makes sure that the client that behaves well gets a change, and soon. */
  serves(): Promise<void>;
}

/** How long a change may take for a client that behaves well, whatever the others do. On an idle machine it takes 20 ms. */
const SOON_MS = 4_000;

export async function startAttacked(
  limits: ServerOptions['limits'] = {},
  more: ServerOptions = {},
): Promise<Attacked> {
  const server = await startServer({ limits, ...more });
  const refused: Refused[] = [];
  server.events$.subscribe((event) => event.kind === 'refused' && refused.push(event));
  server.registry.apply(parse(service('witness')).objects);
  await server.settled();
  const witness: XdsClient = await connectXds(server.xdsAddress, { id: 'witness' }, { autoAck: true });
  witness.subscribe('clusters');
  await witness.next('clusters');
  let port = 1000;
  return {
    server,
    refused,
    async serves() {
      port += 1;
      server.registry.apply(parse(service('witness', { port })).objects);
      for (;;) {
        const { resources } = await witness.next('clusters', { timeoutMs: SOON_MS });
        if (resources.has(cluster('witness', port))) return;
      }
    },
    async [Symbol.asyncDispose]() {
      await witness.close();
      await server.close();
    },
  };
}

/** Asserts that clients were refused for these reasons, and no other. */
export function expectReasons({ refused }: Attacked, ...reasons: readonly Refused['reason'][]): void {
  expect([...new Set(refused.map(({ reason }) => reason))]).to.have.members(reasons);
}
