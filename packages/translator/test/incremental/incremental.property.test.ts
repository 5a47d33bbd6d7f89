import { keyOf } from '@xdsim/api';
import { resourceTypes } from '@xdsim/envoy';
import { createRegistry, mergeChanges } from '@xdsim/registry';
import type { Change } from '@xdsim/registry';
import { expect } from 'chai';
import fc from 'fast-check';
import { createProxy, createTranslator, translate } from '../../src/index.js';
import type { Proxy, TranslateOptions, Translation } from '../../src/index.js';
import { document, edit } from './arbitrary-mesh.js';
import { all, make, read, said } from './make-and-say.js';

const proxies: readonly Proxy[] = [
  createProxy({ namespace: 'shop', labels: { app: 'v1' }, ipAddresses: ['10.8.0.1'] }),
  createProxy({ namespace: 'bank', labels: { app: 'v2' }, interception: 'redirect' }),
  createProxy({
    namespace: 'istio-system',
    interception: 'redirect',
    ipAddresses: ['10.8.0.2'],
    locality: { region: 'r1', zone: 'z1' },
  }),
  createProxy({ type: 'proxyless', namespace: 'shop', labels: { app: 'v1' } }),
];

/** What a reader of the delta alone has; an unchanged resource is the same object. */
function follow(held: Map<string, string>, before: Translation | undefined, after: Translation): void {
  for (const type of resourceTypes) {
    for (const { name, version } of after.delta[type].upserted) {
      expect(held.get(`${type}/${name}`)).to.not.equal(version);
      held.set(`${type}/${name}`, version);
    }
    for (const name of after.delta[type].removed) expect(held.delete(`${type}/${name}`)).to.equal(true);
    for (const [name, resource] of after.resources[type]) {
      const old = before?.resources[type].get(name);
      if (old?.version === resource.version) expect(resource).to.equal(old);
    }
  }
  const present = all(after.resources).map(([name, { version }]) => [name, version]);
  expect(Object.fromEntries(held)).to.deep.equal(Object.fromEntries(present));
}

const RUNS = 1000;

describe('a translator that follows the registry', () => {
  it(`says after each of ${RUNS} sequences of edits what a translation from nothing says, byte for byte`, () => {
    const rounds = fc.array(fc.array(edit, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 5 });
    const options = fc.constantFrom<TranslateOptions>({}, { portOffset: 10_000, bindAddress: '127.0.0.1' });
    fc.assert(
      fc.property(fc.constantFrom(...proxies), options, rounds, (proxy, how, edits) => {
        const registry = createRegistry();
        let change: Change | undefined;
        const subscription = registry.changes$.subscribe((next) => {
          change = change && next.generation > change.generation ? mergeChanges(change, next) : next;
        });
        const translator = createTranslator(proxy, how);
        const held = new Map<string, string>();
        let before: Translation | undefined;
        for (const round of edits) {
          for (const one of round) make(registry, one);
          const after = translator.update(registry.snapshot(), change);
          change = undefined;
          follow(held, before, after);
          const earlier = before && said(before);
          expect(said(after)).to.deep.equal(said(translate(registry.snapshot(), proxy, how)));
          if (before) expect(said(before)).to.deep.equal(earlier);
          before = after;
        }
        subscription.unsubscribe();
      }),
      { numRuns: RUNS },
    );
  }).timeout(120_000);

  const rests: readonly { readonly name: string; readonly isUp: (dice: () => boolean) => () => boolean }[] = [
    { name: 'wherever it can', isUp: () => () => true },
    { name: 'anywhere', isUp: (dice) => dice },
  ];
  for (const { name, isUp } of rests) {
    it(`says the same when it rests ${name}, and the registry goes on meanwhile`, () => {
      const steps = fc.array(edit, { minLength: 2, maxLength: 6 });
      fc.assert(
        fc.property(
          fc.constantFrom(...proxies),
          steps,
          fc.infiniteStream(fc.boolean()),
          (proxy, edits, dice) => {
            const registry = createRegistry();
            let change: Change | undefined;
            const subscription = registry.changes$.subscribe((next) => {
              change = change && next.generation > change.generation ? mergeChanges(change, next) : next;
            });
            const roll = (): boolean => dice.next().value ?? true;
            const translator = createTranslator(proxy);
            const held = new Map<string, string>();
            let before: Translation | undefined;
            const todo = [...edits];
            for (let one = todo.shift(); one; one = todo.shift()) {
              make(registry, one);
              const snapshot = registry.snapshot();
              const turns = translator.updating(snapshot, change, isUp(roll));
              change = undefined;
              let after: Translation | undefined;
              let pieces = 0;
              while (!after) {
                const { value } = turns.next();
                after = value;
                // The registry does not wait.
                if (!after && ++pieces % 7 === 0 && todo.length > 1) make(registry, todo.shift()!);
              }
              follow(held, before, after);
              expect(said(after)).to.deep.equal(said(translate(snapshot, proxy)));
              before = after;
            }
            subscription.unsubscribe();
          },
        ),
        { numRuns: 300 },
      );
    }).timeout(120_000);
  }

  it('begins anew after an update that was given up', () => {
    fc.assert(
      fc.property(fc.constantFrom(...proxies), edit, edit, fc.nat(50), (proxy, first, second, pieces) => {
        const registry = createRegistry();
        const translator = createTranslator(proxy);
        make(registry, first);
        translator.update(registry.snapshot());
        let change: Change | undefined;
        const subscription = registry.changes$.subscribe((next) => (change = next));
        make(registry, second);
        subscription.unsubscribe();
        const turns = translator.updating(registry.snapshot(), change, () => true);
        for (let i = 0; i < pieces; i++) turns.next();
        expect(said(translator.update(registry.snapshot(), change))).to.deep.equal(
          said(translate(registry.snapshot(), proxy)),
        );
      }),
      { numRuns: 100 },
    );
  }).timeout(60_000);

  it('says the same of the same objects, whatever the order in which they came', () => {
    const mesh = fc.array(document, { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(
        fc.constantFrom(...proxies),
        mesh,
        fc.infiniteStream(fc.nat()),
        (proxy, documents, dice) => {
          const objects = read(documents, 'mesh.yaml');
          const one = createRegistry();
          const [first, ...others] = new Map(objects.map((object) => [keyOf(object), object])).values();
          if (!first) return;
          one.apply([first, ...others]);
          const other = createRegistry();
          const left = [first, ...others];
          while (left.length) other.apply(left.splice((dice.next().value ?? 0) % left.length, 1));
          expect(said(translate(other.snapshot(), proxy))).to.deep.equal(
            said(translate(one.snapshot(), proxy)),
          );
        },
      ),
      { numRuns: 300 },
    );
  }).timeout(60_000);
});
