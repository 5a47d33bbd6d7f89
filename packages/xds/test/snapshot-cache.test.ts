import { expect } from 'chai';
import { createSnapshotCache } from '../src/index.js';
import { content } from './fixtures.js';

describe('createSnapshotCache', () => {
  it('keeps the last content of each view', () => {
    const cache = createSnapshotCache();
    const [one, two] = [content({ clusters: 'a' }), content({ clusters: 'b' })];
    cache.set('web', one, 1);
    cache.set('api', one, 1);
    expect(cache.set('web', two, 2)).to.equal(cache.get('web'));
    expect(cache.get('web')?.generation).to.equal(2);
    expect([...(cache.get('web')?.resources.clusters.keys() ?? [])]).to.deep.equal(['b']);
    expect(cache.get('api')).to.deep.equal({ resources: one, generation: 1 });
    expect(cache.views()).to.deep.equal(['web', 'api']);
  });

  it('forgets a view', () => {
    const cache = createSnapshotCache();
    cache.set('web', content({}), 1);
    expect([cache.delete('web'), cache.delete('web')]).to.deep.equal([true, false]);
    expect(cache.get('web')).to.equal(undefined);
    expect(cache.views()).to.deep.equal([]);
  });

  it('types that have not changed keep their map', () => {
    const cache = createSnapshotCache();
    const before = cache.set(
      'web',
      content({ clusters: 'a b', endpoints: 'a', listeners: 'x' }),
      1,
    ).resources;
    const after = cache.set('web', content({ clusters: 'a b', endpoints: 'a:2', routes: 'r' }), 2).resources;
    expect(after.clusters).to.equal(before.clusters);
    expect(after.endpoints).to.not.equal(before.endpoints);
    expect([after.listeners.size, after.routes.size]).to.deep.equal([0, 1]);
  });
});
