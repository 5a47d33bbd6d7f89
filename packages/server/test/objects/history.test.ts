import { createRegistry } from '@xdsim/registry';
import { expect } from 'chai';
import { createHistory, type Step } from '../../src/admin/objects/watch/history.js';
import { objects } from '../start.js';

const keyOf = (name: string) => ({ kind: 'ServiceEntry', namespace: 'default', name }) as const;

describe('the history of the objects', () => {
  const names = (steps: readonly Step[]) =>
    steps.map(({ generation, changes }) => [generation, changes.map(({ key }) => key.name)]);

  it('tells what came since a generation, and then what comes', () => {
    const registry = createRegistry();
    const history = createHistory(registry);
    registry.apply(objects('a'));
    registry.apply(objects('b'));
    const seen: Step[] = [];
    history.since(1)?.subscribe((step) => seen.push(step));
    registry.apply(objects('c', 'd'));
    expect(names(seen)).to.deep.equal([
      [2, ['b']],
      [3, ['c', 'd']],
    ]);
  });

  it('knows what was before and what is after', () => {
    const registry = createRegistry();
    const history = createHistory(registry);
    const seen: Step[] = [];
    history.since(0)?.subscribe((step) => seen.push(step));
    registry.replace('a.yaml', objects('a'));
    const there = registry.snapshot().get('ServiceEntry', 'default', 'a');
    registry.delete(keyOf('a'));
    expect(seen.flatMap(({ changes }) => changes)).to.deep.equal([
      { key: keyOf('a'), before: undefined, after: there, owner: 'a.yaml' },
      { key: keyOf('a'), before: there, after: undefined, owner: undefined },
    ]);
  });

  it('forgets whole generations, the oldest first', () => {
    const registry = createRegistry();
    registry.apply(objects('before'));
    const history = createHistory(registry, 3);
    registry.apply(objects('a', 'b'));
    registry.apply(objects('c'));
    expect(history.since(0), 'what was before it').to.equal(undefined);
    expect(history.since(1)).not.to.equal(undefined);
    registry.apply(objects('d'));
    expect(history.since(1)).to.equal(undefined);
    const seen: Step[] = [];
    history.since(2)?.subscribe((step) => seen.push(step));
    expect(names(seen)).to.deep.equal([
      [3, ['c']],
      [4, ['d']],
    ]);
    expect(history.since(5), 'what is yet to be').to.equal(undefined);
  });
});
