import { resourceTypes, type ResourceType } from '@xdsim/envoy';
import { expect } from 'chai';
import fc from 'fast-check';
import { emptyAssignment, type Protocol } from '../src/index.js';
import { withTls } from './fixtures.js';
import { badVariant, simulate, type Command } from './simulation.js';

const type = fc.constantFrom(...resourceTypes);
const name = fc.constantFrom('a', 'b', 'c');
const word = fc.constantFrom('a', 'b', 'c', '*');
const variant = fc.constantFrom(0, 1, 2, badVariant, withTls);
const change = fc.record({ type, name, variant });

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      changes: fc.array(change, { maxLength: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('subscribe' as const),
      type,
      words: fc.array(word, { maxLength: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unsubscribe' as const), type, word }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('server reads' as const, 'client reads' as const) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reconnect' as const) }) },
);

describe('convergence', () => {
  it('rules 17, 34 and 42: whatever happens, no response names anything twice, and clients of both protocols end with what was published last, as far as they asked for it', function () {
    // Ten thousand sequences on each protocol.
    this.timeout(120_000);
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40, size: 'max' }), fc.boolean(), (commands, lenient) => {
        const [sotw, delta] = (['sotw', 'delta'] as const).map((protocol) => {
          const simulation = simulate(protocol, lenient);
          for (const one of commands) simulation.run(one);
          simulation.finish();
          return resourceTypes.map((type) => heldOf(simulation, type, protocol));
        });
        expect(sotw, 'both hold the same').to.deep.equal(delta);
      }),
      { numRuns: 10_000 },
    );
  });

  for (const protocol of ['sotw', 'delta'] as const) {
    it(`rules 48, 49 and 59: no cluster warms for ever, wherever between two responses streams end (${protocol})`, () => {
      const breaks = fc.array(
        fc.oneof(
          fc.record({
            do: fc.constant('publish' as const),
            changes: fc.array(warmingChange, { maxLength: 3 }),
          }),
          { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('server reads', 'client reads') }) },
          { weight: 1, arbitrary: fc.record({ do: fc.constant('reconnect') }) },
        ) as fc.Arbitrary<Command>,
        { maxLength: 40, size: 'max' },
      );
      fc.assert(
        fc.property(fc.shuffledSubarray([...subscriptions], { minLength: 2 }), breaks, (first, commands) => {
          const simulation = simulate(protocol, true);
          for (const one of [...first, ...commands]) simulation.run(one);
          simulation.finish();
          heldOf(simulation, 'endpoints', protocol);
          heldOf(simulation, 'secrets', protocol);
        }),
        { numRuns: 2000 },
      );
    });
  }
});

const warmingChange = fc.record({
  type: fc.constantFrom('clusters' as const, 'endpoints' as const, 'secrets' as const),
  name,
  variant,
});

/** As an Envoy does, though not always in this order. */
const subscriptions: readonly Command[] = [
  { do: 'subscribe', type: 'clusters', words: [] },
  { do: 'subscribe', type: 'endpoints', words: ['a', 'b', 'c'] },
  { do: 'subscribe', type: 'secrets', words: ['a', 'b', 'c'] },
];

/** What a client holds of one type, after it was compared with what it should hold. */
function heldOf({ client, content }: ReturnType<typeof simulate>, type: ResourceType, protocol: Protocol) {
  const watch = client.watches.get(type);
  if (!watch) return {};
  const isWatched = (name: string) => watch.wildcard || watch.names.has(name);
  const published = [...content[type].values()].filter(({ name }) => isWatched(name));
  const holds = [...watch.holds].filter(([name, { version }]) => !isLeftOver(name, version));

  // SotW can't take back endpoints, routes and secrets; they go with their parents, or are emptied.
  function isLeftOver(name: string, version: string): boolean {
    if (protocol === 'delta' || content[type].has(name) || type === 'clusters' || type === 'listeners')
      return false;
    if (type === 'endpoints' && watch?.names.has(name)) {
      expect(version, `endpoints of ${name} are empty`).to.equal(emptyAssignment(type, name)?.version);
    }
    return true;
  }
  // On delta an assignment's version says which cluster it followed: the bytes tell whether it is the right one.
  const expected = Object.fromEntries(published.map(({ name, bytes }) => [name, hexOf(bytes)]));
  expect(
    Object.fromEntries(holds.map(([name, { bytes }]) => [name, hexOf(bytes)])),
    `${type} on ${protocol}`,
  ).to.deep.equal(expected);
  if (type === 'endpoints') {
    // No client can expect to be told that an assignment is missing if it did not ask for it by name.
    const isAnswered = (name: string) =>
      watch.names.has(name) || (watch.wildcard && content.endpoints.has(name));
    const stuck = [...client.warming].filter(isAnswered);
    expect(stuck, `no cluster warms for ever on ${protocol}`).to.deep.equal([]);
  }
  if (type === 'secrets') {
    const stuck = [...client.unarmed].filter((name) => watch.names.has(name) && content.secrets.has(name));
    expect(stuck, `no cluster waits for its secret for ever on ${protocol}`).to.deep.equal([]);
  }
  return expected;
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
