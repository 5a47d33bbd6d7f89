import { status } from '@grpc/grpc-js';
import { typeUrls } from '@xdsim/envoy';
import { connectXds } from '@xdsim/testkit';
import { expect } from 'chai';
import { connectRaw } from '../attacks/raw-stream.js';
import { startServer } from '../start.js';

describe('a server that drains', () => {
  it('rule 71: ends its streams in batches, so that proxies come back one after the other', async () => {
    await using server = await startServer({ drainMs: 600 });
    const clients = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        connectXds(server.xdsAddress, { id: `web-${i}` }, { autoAck: true }),
      ),
    );
    for (const client of clients) client.subscribe('clusters');
    await Promise.all(clients.map((client) => client.next('clusters')));

    const connected: number[] = [];
    server.events$.subscribe((event) => {
      if (event.kind === 'proxy-disconnected') connected.push(performance.now());
    });
    await server.close();
    const ends = await Promise.all(clients.map((client) => client.ended));
    expect(new Set(ends.map(({ code }) => code))).to.deep.equal(new Set([status.UNAVAILABLE]));
    const pauses = connected.slice(1).map((at, i) => at - connected[i]!);
    expect(pauses.filter((ms) => ms > 5).length, 'pauses between batches').to.be.within(2, 4);
    await Promise.all(clients.map((client) => client.close()));
  });

  it('takes on no connection meanwhile', async () => {
    const server = await startServer({ drainMs: 10_000 });
    await using connection = connectRaw(server.xdsAddress);
    const first = connection.stream();
    first.ask({ node: { id: 'web-1' }, type_url: typeUrls.clusters });
    await new Promise((resolve) => first.stream.once('data', resolve));
    const closed = server.close();
    first.stream.resume();
    const error = await connectXds(server.xdsAddress, { id: 'late' }, { timeoutMs: 100 }).catch(
      (e: unknown) => e,
    );
    expect(error).to.be.an.instanceOf(Error);
    expect(await first.ended).to.equal(status.UNAVAILABLE);
    connection.session.destroy();
    await closed;
  });

  it('does not wait for clients that do not read', async () => {
    const server = await startServer({ drainMs: 200 });
    await using connection = connectRaw(server.xdsAddress);
    const { ask, stream } = connection.stream();
    stream.pause();
    ask({ node: { id: 'web-1' }, type_url: typeUrls.clusters });
    await server.settled();
    const begun = performance.now();
    await server.close();
    expect(performance.now() - begun).to.be.lessThan(2_000);
    await connection.closed;
  });
});
