import { VersionedMap, type Resource } from '@xdsim/envoy';
import { expect } from 'chai';
import fc from 'fast-check';
import { diff } from '../src/content/diff.js';
import { overlay } from '../src/content/overlay.js';
import { substitute } from '../src/content/substitute.js';
import { make } from './fixtures.js';

const names = ['a', 'b', 'c', 'd', 'e'];
const change = fc.tuple(fc.constantFrom(...names), fc.constantFrom(1, 2, undefined));
const changes = fc.array(change, { maxLength: 4 });

const resourceOf = (name: string, variant: number | undefined): Resource | undefined =>
  variant === undefined ? undefined : make('clusters', name, variant);

describe('a map laid over another', () => {
  it('adds or substitutes: it holds what a copy would hold, and the way between two is the way between the copies', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(changes, fc.array(fc.tuple(changes, fc.boolean()), { maxLength: 3 })), {
          maxLength: 5,
        }),
        (steps) => {
          let base = VersionedMap.of<Resource>([]);
          const maps = steps.map(([next, layers]) => {
            base = base.with(next.map(([name, variant]) => [name, resourceOf(name, variant)]));
            const copy = new Map(base);
            let map: ReadonlyMap<string, Resource> = base;
            for (const [layer, isSubstitute] of layers) {
              if (isSubstitute) {
                const instead = new Map(layer.map(([name, variant]) => [name, resourceOf(name, variant)]));
                for (const [name, one] of instead) one ? copy.set(name, one) : copy.delete(name);
                map = substitute(map, instead);
                continue;
              }
              const extra = VersionedMap.of<Resource>([]).with(
                layer.map(([name, variant]) => [name, resourceOf(name, variant)]),
              );
              for (const [name, one] of extra) if (!copy.has(name)) copy.set(name, one);
              map = overlay(map, extra);
            }
            return { map, copy };
          });
          for (const { map, copy } of maps) {
            expect(map.size).to.equal(copy.size);
            expect(new Map(map)).to.deep.equal(copy);
            expect([...map.keys()].sort()).to.deep.equal([...copy.keys()].sort());
            for (const name of names)
              expect([map.has(name), map.get(name)]).to.deep.equal([copy.has(name), copy.get(name)]);
          }
          for (const one of maps)
            for (const other of maps)
              expect(sorted(one.map, other.map)).to.deep.equal(sorted(one.copy, other.copy));
        },
      ),
    );
  });
});

function sorted(before: ReadonlyMap<string, Resource>, after: ReadonlyMap<string, Resource>) {
  const { changed, removed } = diff(before, after);
  return {
    changed: changed.map(({ name, version }) => `${name} ${version}`).sort(),
    removed: [...removed].sort(),
  };
}
