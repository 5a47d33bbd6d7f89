import { expect } from 'chai';
import type { AnyObject } from '@xdsim/api';
import { createRegistry } from '../src/index.js';
import { documents, objects, serviceEntry } from './objects.js';

const key = (name: string) => ({ kind: 'ServiceEntry', namespace: 'default', name }) as const;
const entry = (hosts: readonly string[], metadata = {}): readonly AnyObject[] =>
  objects(serviceEntry('a', { hosts }, metadata));

describe('registry: versions', () => {
  it('are the generation that last changed the object', () => {
    const registry = createRegistry();
    registry.apply(objects(documents(serviceEntry('a'), serviceEntry('b'))));
    const before = registry.snapshot();
    registry.apply(entry(['new.example.com']));
    registry.apply(entry(['new.example.com']));
    const versions = [key('a'), key('b'), key('c')].map(registry.versionOf);
    expect(versions).to.deep.equal(['2', '1', undefined]);
    expect(before.versionOf(key('a'))).to.equal('1');
  });

  it('of an object that was deleted and came back are new', () => {
    const registry = createRegistry();
    registry.apply(entry(['a.com']));
    registry.delete(key('a'));
    registry.apply(entry(['a.com']));
    expect(registry.versionOf(key('a'))).to.equal('3');
  });

  it('do not get into the object, which stays as it was written', () => {
    const registry = createRegistry();
    const [written] = entry(['a.com'], { resourceVersion: '7' });
    registry.apply([written!]);
    expect(registry.snapshot().get('ServiceEntry', 'default', 'a')).to.equal(written);
  });
});

describe('registry: optimistic concurrency', () => {
  it('leaves an object alone that is of another version than asked for', () => {
    const registry = createRegistry();
    registry.apply(entry(['1.com']));
    const apply = (host: string, ifVersion: string | null) =>
      registry.apply(entry([host]), { ifVersion })[0]?.outcome;
    expect(apply('2.com', '1')).to.equal('configured');
    expect(apply('3.com', '1')).to.equal('conflict');
    expect(apply('3.com', null)).to.equal('conflict');
    expect(registry.snapshot().get('ServiceEntry', 'default', 'a')?.spec.hosts).to.deep.equal(['2.com']);
    expect(registry.snapshot().generation).to.equal(2);
  });

  it('creates only what is not there, or changes only what is', () => {
    const registry = createRegistry();
    expect(registry.apply(entry(['a.com']), { ifVersion: '1' })[0]?.outcome).to.equal('conflict');
    expect(registry.apply(entry(['a.com']), { ifVersion: null })[0]?.outcome).to.equal('created');
  });

  it('looks at the version that an object carries', () => {
    const registry = createRegistry();
    registry.apply(entry(['1.com']));
    const apply = (host: string, resourceVersion: string) =>
      registry.apply(entry([host], { resourceVersion }))[0]?.outcome;
    expect(apply('2.com', '1')).to.equal('configured');
    expect(apply('3.com', '1')).to.equal('conflict');
    expect(apply('2.com', '1')).to.equal('unchanged');
    expect(apply('3.com', '2')).to.equal('configured');
  });

  it('keeps no other object of the call back', () => {
    const registry = createRegistry();
    registry.apply(entry(['1.com']));
    const stale = serviceEntry('a', { hosts: ['2.com'] }, { resourceVersion: '99' });
    const outcomes = registry.apply(objects(documents(stale, serviceEntry('b')))).map((a) => a.outcome);
    expect(outcomes).to.deep.equal(['conflict', 'created']);
  });

  it('creates an object that carries the version of elsewhere, and takes files as they are', () => {
    const registry = createRegistry();
    const exported = entry(['a.com'], { resourceVersion: '81234' });
    expect(registry.apply(exported)[0]?.outcome).to.equal('created');
    expect(registry.apply(exported)[0]?.outcome).to.equal('unchanged');
    const file = (host: string) =>
      registry.replace('f.yaml', objects(serviceEntry('b', { hosts: [host] }, { resourceVersion: '81234' })));
    file('1.com');
    expect(file('2.com').applied[0]?.outcome).to.equal('configured');
  });
});

describe('registry: list', () => {
  const registry = createRegistry();
  registry.apply(
    objects(
      documents(
        serviceEntry('web', {}, { namespace: 'one', labels: { app: 'web' } }),
        serviceEntry('canary', {}, { namespace: 'one', labels: { app: 'web', canary: '' } }),
        serviceEntry('web', {}, { namespace: 'two', labels: { app: 'web' } }),
        serviceEntry('bare', {}, { namespace: 'two' }),
      ),
    ),
  );
  const list = (which?: Parameters<ReturnType<typeof registry.snapshot>['list']>[1]) =>
    registry
      .snapshot()
      .list('ServiceEntry', which)
      .map((o) => `${o.metadata.namespace}/${o.metadata.name}`);

  it('takes a namespace, alone or with selectors, and each of them alone', () => {
    expect(list('one')).to.deep.equal(['one/canary', 'one/web']);
    expect(list({ labels: 'app=web,!canary' })).to.deep.equal(['one/web', 'two/web']);
    expect(list({ namespace: 'two', labels: 'app=web' })).to.deep.equal(['two/web']);
    expect(list({ labels: 'app!=web' })).to.deep.equal(['two/bare']);
    expect(list({ fields: 'metadata.name=web,metadata.namespace!=one' })).to.deep.equal(['two/web']);
    expect(list({ labels: '', fields: '' })).to.have.length(4);
  });

  it('throws for a selector that was not parsed first and does not parse', () => {
    expect(() => list({ labels: 'a=b c' })).to.throw(SyntaxError, 'selector "a=b c", column 5');
  });
});

describe('registry: changes of services', () => {
  it('are named for a workload by what selects it now or did before, and for other kinds not at all', () => {
    const registry = createRegistry();
    const selecting = (app: string) =>
      serviceEntry(app, { endpoints: undefined, workloadSelector: { labels: { app } } });
    const workload = (app: string) =>
      JSON.stringify({
        apiVersion: 'networking.istio.io/v1',
        kind: 'WorkloadEntry',
        metadata: { name: 'w' },
        spec: { address: '10.1.0.1', labels: { app } },
      });
    const rule = JSON.stringify({
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: 'r' },
      spec: { host: 'x.example.com' },
    });
    registry.apply(objects(documents(selecting('x'), selecting('y'), selecting('z'), workload('x'))));
    const seen: (readonly string[])[] = [];
    registry.changes$.subscribe(({ services }) => seen.push(services.map((s) => s.hostname).sort()));
    registry.apply(objects(workload('y')));
    registry.apply(objects(rule));
    registry.delete({ kind: 'WorkloadEntry', namespace: 'default', name: 'w' });
    expect(seen).to.deep.equal([
      ['x.example.com', 'y.example.com', 'z.example.com'],
      ['x.example.com', 'y.example.com'],
      [],
      ['y.example.com'],
    ]);
  });
});
