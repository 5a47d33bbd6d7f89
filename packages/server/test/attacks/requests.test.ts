import { status } from '@grpc/grpc-js';
import { typeUrls, type Node } from '@xdsim/envoy';
import { connectXds, until } from '@xdsim/testkit';
import { expect } from 'chai';
import { connectRaw, messageHead, type RawStream } from './raw-stream.js';
import { expectReasons, startAttacked } from './under-attack.js';

const node = { id: 'attacker' };
const names = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `outbound|80||${i}.example`);

function nested(depth: number): Node['metadata'] {
  let inside: Node['metadata'] = {};
  for (let i = 0; i < depth; i++) inside = { a: inside };
  return inside;
}

interface Case {
  readonly what: string;
  readonly attack: (stream: RawStream) => void;
  readonly code: status;
  readonly reason: Parameters<typeof expectReasons>[1];
}

const cases: readonly Case[] = [
  {
    what: 'garbage',
    attack: ({ write }) => write(Buffer.concat([messageHead(4), Buffer.from([255, 255, 255, 255])])),
    code: status.INVALID_ARGUMENT,
    reason: 'malformed',
  },
  {
    what: 'a first request without a node',
    attack: ({ ask }) => ask({ type_url: typeUrls.clusters }),
    code: status.INVALID_ARGUMENT,
    reason: 'malformed',
  },
  {
    what: '300,000 names in one request',
    attack: ({ ask }) => ask({ node, type_url: typeUrls.endpoints, resource_names: names(300_000) }),
    code: status.RESOURCE_EXHAUSTED,
    reason: 'names',
  },
  {
    what: 'more and more names in each request',
    attack({ ask }) {
      for (const type_url of Object.values(typeUrls)) ask({ node, type_url, resource_names: names(40_000) });
    },
    code: status.RESOURCE_EXHAUSTED,
    reason: 'names',
  },
  {
    what: 'a name of a megabyte',
    attack: ({ ask }) => ask({ node, type_url: typeUrls.endpoints, resource_names: ['a'.repeat(1_000_000)] }),
    code: status.RESOURCE_EXHAUSTED,
    reason: 'name-size',
  },
  {
    what: 'a type URL of a megabyte',
    attack: ({ ask }) => ask({ node, type_url: 'a'.repeat(1_000_000) }),
    code: status.RESOURCE_EXHAUSTED,
    reason: 'name-size',
  },
  {
    what: 'type after type',
    attack({ ask }) {
      for (let i = 0; i < 100; i++) ask({ node, type_url: `type.googleapis.com/no.such.Type${i}` });
    },
    code: status.RESOURCE_EXHAUSTED,
    reason: 'types',
  },
  {
    what: 'a node id without end',
    attack: ({ ask }) => ask({ node: { id: 'a'.repeat(100_000) }, type_url: typeUrls.clusters }),
    code: status.RESOURCE_EXHAUSTED,
    reason: 'node-size',
  },
  {
    what: 'a node with megabytes of metadata',
    attack: ({ ask }) =>
      ask({ node: { ...node, metadata: { a: names(100_000) } }, type_url: typeUrls.clusters }),
    code: status.RESOURCE_EXHAUSTED,
    reason: 'node-size',
  },
  {
    what: 'metadata that is deeply nested',
    attack: ({ ask }) => ask({ node: { ...node, metadata: nested(40) }, type_url: typeUrls.clusters }),
    code: status.INVALID_ARGUMENT,
    reason: 'node-depth',
  },
  {
    what: 'a node with very many fields',
    attack: ({ ask }) => {
      const fields = Array.from({ length: 20_000 }, (_, i) => [`k${i}`, 'v']);
      return ask({ node: { ...node, metadata: Object.fromEntries(fields) }, type_url: typeUrls.clusters });
    },
    code: status.RESOURCE_EXHAUSTED,
    reason: 'node-fields',
  },
  {
    what: 'an error of megabytes',
    attack: ({ ask }) =>
      ask({ node, type_url: typeUrls.clusters, error_detail: { message: 'a'.repeat(2_000_000) } }),
    code: status.RESOURCE_EXHAUSTED,
    reason: 'error-size',
  },
  {
    what: 'a request of 33 MiB',
    attack: ({ write }) => write(messageHead(33 * 1024 * 1024)),
    code: status.RESOURCE_EXHAUSTED,
    reason: 'request-size',
  },
];

describe('a client that sends', () => {
  for (const { what, attack, code, reason } of cases)
    it(`${what} is refused, and nobody else notices`, async () => {
      await using attacked = await startAttacked();
      await using connection = connectRaw(attacked.server.xdsAddress);
      const stream = connection.stream();
      attack(stream);
      stream.stream.resume();
      expect(await stream.ended).to.equal(code);
      expectReasons(attacked, reason);
      expect(attacked.refused[0]).to.include({ status: status[code] });
      await attacked.serves();
    });

  it('one subscription after the other is refused when it does not stop, and nobody else notices', async () => {
    await using attacked = await startAttacked({ requestsPerSecond: 10, requestBurst: 100 });
    await using client = await connectXds(attacked.server.xdsAddress, node, { protocol: 'delta' });
    for (let i = 0; i < 1_000; i++) client.subscribe('endpoints', [`a${i % 7}`]);
    expect(await client.ended).to.include({ code: status.RESOURCE_EXHAUSTED });
    expectReasons(attacked, 'request-rate');
    await attacked.serves();
  });

  it('many names on each of many streams is refused when it is too much together, and nobody else notices', async () => {
    await using attacked = await startAttacked({ names: 1_000 });
    await using connection = connectRaw(attacked.server.xdsAddress);
    for (let i = 0; i < 30; i++) {
      const { ask, stream } = connection.stream();
      stream.resume();
      ask({ node, type_url: typeUrls.routes, resource_names: names(100).map((name) => `${i}-${name}`) });
    }
    await until(() => attacked.refused.length === 20, { what: 'the end of 20 streams' });
    expectReasons(attacked, 'names');
    await attacked.serves();
  });

  it('the same names on each of many streams is served', async () => {
    await using attacked = await startAttacked({ names: 150 });
    await using connection = connectRaw(attacked.server.xdsAddress);
    for (let i = 0; i < 30; i++) {
      const { ask, stream } = connection.stream();
      stream.resume();
      ask({ node, type_url: typeUrls.routes, resource_names: names(100) });
    }
    await until(() => attacked.server.proxies().length === 31, { what: 'all streams' });
    await attacked.serves();
    expectReasons(attacked);
  });

  it('as much as is allowed is served', async () => {
    await using attacked = await startAttacked();
    const metadata = { a: names(1_000), b: nested(20) };
    await using client = await connectXds(
      attacked.server.xdsAddress,
      { ...node, metadata },
      { protocol: 'delta' },
    );
    client.subscribe('clusters', names(5_000));
    const { removed } = await client.next('clusters');
    expect(removed).to.have.length(5_000);
    expectReasons(attacked);
  });
});
