import { expect } from 'chai';
import fc from 'fast-check';
import { VersionedMap } from '../src/index.js';

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const changes = fc.array(fc.tuple(name, fc.option(fc.nat(3), { nil: undefined })), { maxLength: 4 });

/** A plain map with the same changes, in the order of its names. */
function model(
  before: ReadonlyMap<string, number>,
  change: readonly (readonly [string, number | undefined])[],
) {
  const after = new Map(before);
  for (const [key, value] of change) {
    if (value === undefined) after.delete(key);
    else after.set(key, value);
  }
  return new Map([...after].sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe('a versioned map', () => {
  it('is in each of its versions what a plain map is, whichever later versions there are', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), changes, fc.boolean()), { maxLength: 8 }), (steps) => {
        const versions = [{ map: VersionedMap.of<number>([]), plain: new Map<string, number>() }];
        for (const [from, change, isRead] of steps) {
          // Mostly the newest, now and then an older one, from which another line begins.
          const { map, plain } = versions[from % 3 ? versions.length - 1 : from % versions.length]!;
          const next = { map: map.with(change), plain: model(plain, change) };
          if (isRead) expect([...next.map]).to.deep.equal([...next.plain]);
          versions.push(next);
        }
        for (const { map, plain } of versions) {
          expect([...map]).to.deep.equal([...plain]);
          expect([[...map.keys()], [...map.values()]]).to.deep.equal([
            [...plain.keys()],
            [...plain.values()],
          ]);
          expect(map.size).to.equal(plain.size);
          for (const key of 'abcde')
            expect([map.get(key), map.has(key)]).to.deep.equal([plain.get(key), plain.has(key)]);
        }
        for (const before of versions) {
          for (const after of versions) {
            const names = after.map.changedSince(before.map);
            if (!names) continue;
            const told = new Set(names);
            for (const key of 'abcde')
              if (!told.has(key)) expect(after.plain.get(key)).to.equal(before.plain.get(key));
          }
        }
      }),
    );
  });

  it('is the same map when nothing differs', () => {
    const map = VersionedMap.of([['a', 1]]);
    expect(
      map.with([
        ['a', 1],
        ['b', undefined],
      ]),
    ).to.equal(map);
  });

  it('knows the way over several versions, and none to a map of another line', () => {
    const first = VersionedMap.of([['a', 1]]);
    const third = first.with([['b', 2]]).with([['a', undefined]]);
    expect([...(third.changedSince(first) ?? [])].toSorted()).to.deep.equal(['a', 'b']);
    expect(third.changedSince(VersionedMap.of([['a', 1]]))).to.equal(undefined);
  });
});
