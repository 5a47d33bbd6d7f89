import { expect } from 'chai';
import fc from 'fast-check';
import { SortedList } from '../../src/persistent/sorted-list.js';

interface Item {
  readonly rank: number;
}

const byRank = (a: Item, b: Item): number => a.rank - b.rank;

describe('SortedList', () => {
  it('holds what a stable sort yields after any edits, over many chunks, and no edit changes an earlier list', () => {
    // Few ranks and many items: chunks are split in the midst of items that compare equal.
    const edit = fc.record({
      rank: fc.integer({ min: 0, max: 6 }),
      what: fc.constantFrom('add', 'remove', 'replace', 'move'),
      at: fc.nat(),
      read: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 100, maxLength: 300 }), (edits) => {
        let expected: Item[] = [];
        let list = SortedList.empty<Item>(byRank);
        const add = (rank: number) => {
          const item = { rank };
          const at = expected.findLastIndex((other) => other.rank <= rank);
          expected = expected.toSpliced(at + 1, 0, item);
          list = list.add(item);
        };
        for (let i = 0; i < 900; i++) add(i % 7);
        const [before, itemsBefore] = [list, expected];
        for (const { rank, what, at, read } of edits) {
          const victim = expected[at % expected.length]!;
          if (what === 'add') add(rank);
          if (what === 'remove') {
            expected = expected.filter((item) => item !== victim);
            list = list.remove(victim);
          }
          if (what === 'replace' || (what === 'move' && rank === victim.rank)) {
            const item = { ...victim };
            expected = expected.with(expected.indexOf(victim), item);
            list = list.replace(victim, item);
          } else if (what === 'move') {
            const item = { rank };
            const rest = expected.filter((other) => other !== victim);
            expected = rest.toSpliced(rest.findLastIndex((other) => other.rank <= rank) + 1, 0, item);
            list = list.replace(victim, item);
          }
          // Reading puts the items together, from which later lists take their own.
          if (read) expect(list.items).to.have.length(expected.length);
        }
        expect(list.size).to.equal(expected.length);
        expect(list.items.every((item, i) => item === expected[i])).to.equal(true);
        expect(before.items.every((item, i) => item === itemsBefore[i])).to.equal(true);
      }),
      { numRuns: 20 },
    );
  });

  it('takes out the very item that is asked for', () => {
    const [one, other] = [{ rank: 1 }, { rank: 1 }];
    const list = SortedList.empty<Item>(byRank).add(one);
    expect(list.remove(other)).to.equal(list);
    expect(list.remove(one).items).to.deep.equal([]);
  });
});
