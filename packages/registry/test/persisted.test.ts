import { expect } from 'chai';
import { createRegistry } from '../src/index.js';
import type { ObjectStore, Saving } from '../src/index.js';
import { objects, serviceEntry } from './objects.js';

/** A store whose saves end when the test says so. */
function slowStore() {
  const saves: { saving: Saving; resolve: () => void; reject: (error: Error) => void }[] = [];
  const store: ObjectStore = {
    load: () => ({ generation: 0, objects: [] }),
    save: (saving) => new Promise((resolve, reject) => saves.push({ saving, resolve, reject })),
  };
  return { store, saves };
}

describe('registry: persisted', () => {
  it('settles at once without a store', async () => {
    const registry = createRegistry();
    registry.apply(objects(serviceEntry('a')));
    await registry.persisted();
  });

  it('settles when the store has all that was applied until then, though it is in force before', async () => {
    const { store, saves } = slowStore();
    const registry = createRegistry({ store });
    const order: string[] = [];
    registry.apply(objects(serviceEntry('a')));
    const first = registry.persisted().then(() => order.push('first acknowledged'));
    registry.apply(objects(serviceEntry('b')));
    const both = registry.persisted().then(() => order.push('both acknowledged'));
    expect(registry.snapshot().list('ServiceEntry')).to.have.length(2);
    saves[1]?.resolve();
    await new Promise(setImmediate);
    order.push('first saved');
    saves[0]?.resolve();
    await Promise.all([first, both]);
    expect(order).to.have.members(['first saved', 'first acknowledged', 'both acknowledged']);
    expect(order[0]).to.equal('first saved');
  });

  it('acknowledges nothing any more after a save that failed', async () => {
    const { store, saves } = slowStore();
    const registry = createRegistry({ store });
    registry.apply(objects(serviceEntry('a')));
    saves[0]?.reject(new Error('the disk is full'));
    registry.apply(objects(serviceEntry('b')));
    saves[1]?.resolve();
    const error = await registry.persisted().catch((reason: unknown) => reason);
    expect((error as Error).message).to.equal('the disk is full');
  });

  it('hands the store what the API changed, each generation for itself', () => {
    const { store, saves } = slowStore();
    const registry = createRegistry({ store });
    registry.apply(objects(serviceEntry('a')));
    registry.apply(objects(serviceEntry('a')));
    registry.replace('f.yaml', objects(serviceEntry('f')));
    registry.delete({ kind: 'ServiceEntry', namespace: 'default', name: 'a' });
    const told = saves.map(({ saving }) => [
      saving.generation,
      saving.put.map((v) => `${v.object.metadata.name}@${v.version}`),
      saving.deleted.map((key) => key.name),
    ]);
    expect(told).to.deep.equal([
      [1, ['a@1'], []],
      [2, [], []],
      [3, [], ['a']],
    ]);
  });
});
