import { expect } from 'chai';
import fc from 'fast-check';
import { PersistentMap } from '../../src/persistent/persistent-map.js';

/** Two keys of one FNV-1a hash, found by search. */
const colliding = ['costarring', 'liquid'];

const keys = fc.oneof(
  fc.integer({ min: 0, max: 300 }).map((n) => `key-${n}`),
  fc.constantFrom(...colliding, ''),
);

describe('PersistentMap', () => {
  it('holds what a Map holds after any edits, and no edit changes an earlier map', () => {
    const edits = fc.array(fc.tuple(keys, fc.option(fc.nat())), { maxLength: 400 });
    fc.assert(
      fc.property(edits, (all) => {
        const expected = new Map<string, number>();
        let map = PersistentMap.empty<number>();
        const history: { map: PersistentMap<number>; entries: readonly (readonly [string, number])[] }[] = [];
        for (const [key, value] of all) {
          history.push({ map, entries: [...expected] });
          if (value === null) expected.delete(key);
          else expected.set(key, value);
          map = value === null ? map.delete(key) : map.set(key, value);
        }
        for (const [key] of all) expect(map.get(key)).to.equal(expected.get(key));
        for (const past of history.slice(-20)) {
          const then = new Map(past.entries);
          for (const [key] of all) expect(past.map.get(key)).to.equal(then.get(key));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keeps keys of one hash apart', () => {
    const [a = '', b = ''] = colliding;
    const both = PersistentMap.empty<string>().set(a, 'a').set(b, 'b').set(a, 'A');
    expect([both.get(a), both.get(b)]).to.deep.equal(['A', 'b']);
    const one = both.delete(a);
    expect([one.get(a), one.get(b), both.get(a)]).to.deep.equal([undefined, 'b', 'A']);
  });

  it('is itself when there is nothing to delete', () => {
    const map = PersistentMap.empty<number>().set('a', 1).set('b', 2);
    expect(map.delete('c')).to.equal(map);
  });
});
