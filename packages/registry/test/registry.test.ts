import { expect } from 'chai';
import { skip } from 'rxjs';
import { createRegistry } from '../src/index.js';
import type { Change } from '../src/index.js';
import { documents, objects, serviceEntry } from './objects.js';

const key = (name: string) => ({ kind: 'ServiceEntry', namespace: 'default', name }) as const;
const host = (name: string) => ({ namespace: 'default', hostname: `${name}.example.com` });

describe('registry: apply', () => {
  it('says created, then unchanged, then configured, as kubectl does', () => {
    const registry = createRegistry();
    const outcome = (text: string) => registry.apply(objects(text)).map((a) => a.outcome);
    expect(outcome(serviceEntry('a'))).to.deep.equal(['created']);
    expect(outcome(serviceEntry('a'))).to.deep.equal(['unchanged']);
    expect(outcome(serviceEntry('a', { hosts: ['b.example.com'] }))).to.deep.equal(['configured']);
  });

  it('makes one generation a call that changes something, and none otherwise', () => {
    const registry = createRegistry();
    const two = objects(documents(serviceEntry('a'), serviceEntry('b')));
    registry.apply(two);
    expect(registry.snapshot().generation).to.equal(1);
    registry.apply(two);
    expect(registry.snapshot().generation).to.equal(1);
  });

  it('keeps the order of keys in an object out of the comparison', () => {
    const registry = createRegistry();
    const [one] = objects(serviceEntry('a'));
    registry.apply([one!]);
    const turned = { ...one!, spec: Object.fromEntries(Object.entries(one!.spec).reverse()) } as typeof one;
    expect(registry.apply([turned!])[0]?.outcome).to.equal('unchanged');
  });

  it('does not take a document that moved in its file for a change, because place is not age', () => {
    const registry = createRegistry();
    registry.replace('f', objects(documents(serviceEntry('a'), serviceEntry('b'))));
    const { applied } = registry.replace('f', objects(documents(serviceEntry('b'), serviceEntry('a'))));
    expect(applied.map((a) => a.outcome)).to.deep.equal(['unchanged', 'unchanged']);
    expect(registry.snapshot().get('ServiceEntry', 'default', 'a')?.origin?.document).to.equal(1);
  });

  it('does not take a document that slid down some lines for a change, but knows its new place', () => {
    const registry = createRegistry();
    registry.replace('f', objects(serviceEntry('a')));
    registry.replace('f', objects(`# a comment\n\n${serviceEntry('a')}`));
    expect(registry.snapshot().generation).to.equal(1);
    expect(registry.snapshot().get('ServiceEntry', 'default', 'a')?.origin?.line).to.equal(3);
  });
});

describe('registry: replace', () => {
  it('deletes what the owner no longer has', () => {
    const registry = createRegistry();
    registry.replace('f', objects(documents(serviceEntry('a'), serviceEntry('b'))));
    expect(registry.replace('f', objects(serviceEntry('b'))).deleted).to.deep.equal([key('a')]);
    expect(
      registry
        .snapshot()
        .list('ServiceEntry')
        .map((o) => o.metadata.name),
    ).to.deep.equal(['b']);
  });

  it('leaves other owners alone', () => {
    const registry = createRegistry();
    registry.replace('f', objects(serviceEntry('a')));
    registry.replace('g', objects(serviceEntry('b')));
    registry.replace('f', []);
    expect(
      registry
        .snapshot()
        .list('ServiceEntry')
        .map((o) => o.metadata.name),
    ).to.deep.equal(['b']);
  });

  it('keeps the first of two owners of one key, says so with both places, and lets the second in when the first lets go', () => {
    const registry = createRegistry();
    registry.replace('f', objects(serviceEntry('a', { hosts: ['f.example.com'] }), 'f.yaml'));
    const { diagnostics } = registry.replace(
      'g',
      objects(serviceEntry('a', { hosts: ['g.example.com'] }), 'g.yaml'),
    );
    expect(diagnostics.map((d) => [d.code, d.file, d.related?.[0]?.file])).to.deep.equal([
      ['XDS0401', 'g.yaml', 'f.yaml'],
    ]);
    const hosts = () => registry.snapshot().get('ServiceEntry', 'default', 'a')?.spec.hosts;
    expect(hosts()).to.deep.equal(['f.example.com']);
    registry.replace('f', []);
    expect(hosts()).to.deep.equal(['g.example.com']);
  });

  it('keeps the first of two documents with one key in one file', () => {
    const registry = createRegistry();
    const { diagnostics } = registry.replace(
      'f',
      objects(
        documents(
          serviceEntry('a', { hosts: ['1.example.com'] }),
          serviceEntry('a', { hosts: ['2.example.com'] }),
        ),
      ),
    );
    expect(diagnostics.map((d) => d.code)).to.deep.equal(['XDS0401']);
    expect(registry.snapshot().get('ServiceEntry', 'default', 'a')?.spec.hosts).to.deep.equal([
      '1.example.com',
    ]);
  });

  it('knows who owns an object', () => {
    const registry = createRegistry();
    registry.replace('f', objects(serviceEntry('a')));
    registry.apply(objects(serviceEntry('b')));
    expect([registry.ownerOf(key('a')), registry.ownerOf(key('b'))]).to.deep.equal(['f', undefined]);
  });
});

describe('registry: delete', () => {
  it('deletes by key and says whether there was anything', () => {
    const registry = createRegistry();
    registry.replace('f', objects(serviceEntry('a')));
    expect([registry.delete(key('a')), registry.delete(key('a'))]).to.deep.equal([true, false]);
    expect(registry.snapshot().list('ServiceEntry')).to.deep.equal([]);
  });

  it('brings the object of a file back to light that one of the API stood before', () => {
    const registry = createRegistry();
    registry.replace('f', objects(serviceEntry('a')));
    registry.apply(objects(serviceEntry('a', { hosts: ['b.example.com'] })));
    expect(registry.ownerOf(key('a'))).to.equal(undefined);
    expect(registry.delete(key('a'))).to.equal(true);
    expect(registry.ownerOf(key('a'))).to.equal('f');
    expect(registry.snapshot().services.services.map((s) => s.hostname)).to.deep.equal(['a.example.com']);
    registry.replace('f', []);
    expect(registry.snapshot().list('ServiceEntry')).to.deep.equal([]);
  });
});

describe('registry: snapshots and changes', () => {
  it('never changes a snapshot that was handed out', () => {
    const registry = createRegistry();
    registry.apply(objects(serviceEntry('a')));
    const before = registry.snapshot();
    registry.apply(objects(documents(serviceEntry('a', { hosts: ['new.example.com'] }), serviceEntry('b'))));
    registry.delete(key('a'));
    expect(before.list('ServiceEntry').map((o) => o.spec.hosts)).to.deep.equal([['a.example.com']]);
    expect(before.services.services.map((s) => s.hostname)).to.deep.equal(['a.example.com']);
  });

  it('hands out the same snapshot until something changes', () => {
    const registry = createRegistry();
    registry.apply(objects(serviceEntry('a')));
    expect(registry.snapshot()).to.equal(registry.snapshot());
  });

  it('tells each generation what changed, and a late subscriber the present state first', () => {
    const registry = createRegistry();
    registry.apply(objects(documents(serviceEntry('a'), serviceEntry('b'))));
    const seen: Change[] = [];
    const subscription = registry.changes$.subscribe((c) => seen.push(c));
    registry.delete(key('a'));
    registry.apply(registry.snapshot().list('ServiceEntry'));
    subscription.unsubscribe();
    registry.delete(key('b'));
    expect(seen).to.deep.equal([
      {
        since: 0,
        generation: 1,
        changed: [key('a'), key('b')],
        services: [host('a'), host('b')],
        isRoutine: false,
      },
      { since: 1, generation: 2, changed: [key('a')], services: [host('a')], isRoutine: false },
    ]);
  });

  it('tells endpoints and new services from changes that others may have to follow', () => {
    const registry = createRegistry();
    registry.apply(
      objects(serviceEntry('a', { resolution: 'STATIC', endpoints: [{ address: '10.0.0.1' }] })),
    );
    const seen: boolean[] = [];
    registry.changes$.pipe(skip(1)).subscribe(({ isRoutine }) => seen.push(isRoutine));
    registry.apply(
      objects(serviceEntry('a', { resolution: 'STATIC', endpoints: [{ address: '10.0.0.2' }] })),
    );
    registry.apply(objects(serviceEntry('b')));
    registry.apply(objects(serviceEntry('a', { resolution: 'DNS', endpoints: [{ address: '10.0.0.2' }] })));
    registry.apply(objects(documents(serviceEntry('b', { location: 'MESH_INTERNAL' }), serviceEntry('c'))));
    registry.delete(key('a'));
    expect(seen).to.deep.equal([true, true, false, false, false]);
  });

  it('lists oldest first: creation time, then name, then namespace, wherever the objects stand', () => {
    const registry = createRegistry();
    const born = (creationTimestamp: string) => ({ creationTimestamp });
    const elsewhere = serviceEntry('z1', {}, { namespace: 'a' });
    registry.replace('a', objects(documents(serviceEntry('z1'), elsewhere, serviceEntry('b1')), 'a.yaml'));
    registry.replace('z', objects(serviceEntry('a1'), 'z.yaml'));
    registry.apply(
      objects(
        documents(
          serviceEntry('young', {}, born('2026-02-01T00:00:00Z')),
          serviceEntry('old', {}, born('2026-01-01T00:00:00Z')),
        ),
        'api',
      ),
    );
    expect(
      registry
        .snapshot()
        .list('ServiceEntry')
        .map(({ metadata: { name, namespace } }) => `${namespace}/${name}`),
    ).to.deep.equal(['default/a1', 'default/b1', 'a/z1', 'default/z1', 'default/old', 'default/young']);
  });
});
