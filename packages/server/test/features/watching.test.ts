import { expect } from 'chai';
import { files, type Server } from '../../src/index.js';
import { ask, entries, entry, mergePatchType, moveTo } from '../ask.js';
import { createFolder } from '../folder.js';
import { objects, service, startServer } from '../start.js';
import { watch, type Seen } from '../watching.js';

/** What happened to whom, at which version. */
const brief = (seen: Seen | undefined): readonly unknown[] => [
  seen?.type,
  seen?.object.metadata.name,
  seen?.object.metadata.resourceVersion,
];

const create = (server: Server, name: string, labels = {}) => {
  const made = entry(name) as { readonly metadata: object };
  return ask(server, 'POST', entries, { ...made, metadata: { ...made.metadata, labels } });
};

const relabel = (server: Server, name: string, app: string | null) =>
  ask(server, 'PATCH', `${entries}/${name}`, { metadata: { labels: { app } } }, { type: mergePatchType });

describe('who watches objects over HTTP', () => {
  it('is told what is there, and then of each change', async () => {
    await using server = await startServer();
    await create(server, 'b');
    await create(server, 'a');
    await using watching = await watch(server, `${entries}?watch=1`);
    expect(brief(await watching.next())).to.deep.equal(['ADDED', 'a', '2']);
    expect(brief(await watching.next())).to.deep.equal(['ADDED', 'b', '1']);
    await create(server, 'c');
    await ask(server, 'PATCH', `${entries}/a`, moveTo('10.0.0.9'), { type: mergePatchType });
    await ask(server, 'DELETE', `${entries}/b`);
    expect(brief(await watching.next())).to.deep.equal(['ADDED', 'c', '3']);
    const modified = await watching.next();
    expect(brief(modified)).to.deep.equal(['MODIFIED', 'a', '4']);
    expect(modified?.object.spec.endpoints).to.deep.equal([{ address: '10.0.0.9' }]);
    const deleted = await watching.next();
    expect(brief(deleted)).to.deep.equal(['DELETED', 'b', '5']);
    expect(deleted?.object).to.include({ apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry' });
  });

  it('is told only of what is after the version that it knows, as of a list', async () => {
    await using server = await startServer();
    await create(server, 'a');
    const { body } = await ask(server, 'GET', entries);
    await create(server, 'b');
    const known = `${entries}?watch=1&resourceVersion=${body.metadata.resourceVersion}`;
    await using watching = await watch(server, known);
    expect(brief(await watching.next())).to.deep.equal(['ADDED', 'b', '2']);
    await ask(server, 'DELETE', `${entries}/a`);
    expect(brief(await watching.next())).to.deep.equal(['DELETED', 'a', '3']);
  });

  it('is told of the selected objects only, which come and go with their labels', async () => {
    await using server = await startServer();
    await create(server, 'a');
    await create(server, 'b', { app: 'web' });
    await using watching = await watch(server, `${entries}?watch=1&labelSelector=app%3Dweb`);
    expect(brief(await watching.next())).to.deep.equal(['ADDED', 'b', '2']);
    await relabel(server, 'a', 'web');
    await relabel(server, 'b', null);
    expect(brief(await watching.next())).to.deep.equal(['ADDED', 'a', '3']);
    const gone = await watching.next();
    expect(brief(gone)).to.deep.equal(['DELETED', 'b', '4']);
    expect(gone?.object.metadata.labels).to.deep.equal({ app: 'web' });
  });

  it('is told of one object by its name, of one namespace or of all, and of no other kind', async () => {
    await using server = await startServer();
    const everywhere = '/apis/networking.istio.io/v1beta1/serviceentries?watch=true';
    await using all = await watch(server, everywhere);
    await using one = await watch(server, `${entries}?watch=true&fieldSelector=metadata.name%3Db`);
    await using other = await watch(server, `${entries.replace('default', 'shop')}?watch=true`);
    const rule = {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: 'a' },
      spec: { host: 'a.example' },
    };
    await ask(server, 'POST', entries.replace('serviceentries', 'destinationrules'), rule);
    await create(server, 'a');
    await create(server, 'b');
    await ask(server, 'POST', entries.replace('default', 'shop'), entry('c'));
    const first = await all.next();
    expect(brief(first)).to.deep.equal(['ADDED', 'a', '2']);
    expect(first?.object.apiVersion).to.equal('networking.istio.io/v1beta1');
    expect(brief(await all.next())).to.deep.equal(['ADDED', 'b', '3']);
    expect(brief(await all.next())).to.deep.equal(['ADDED', 'c', '4']);
    expect(brief(await one.next())).to.deep.equal(['ADDED', 'b', '3']);
    expect(brief(await other.next())).to.deep.equal(['ADDED', 'c', '4']);
  });

  it('is told of what changes in files as well, and which file', async () => {
    await using folder = await createFolder();
    const file = await folder.write('mesh.yaml', service('a'));
    await using server = await startServer({ sources: [files([folder.path])] });
    await using watching = await watch(server, `${entries}?watch=1`);
    expect((await watching.next())?.type).to.equal('ADDED');
    await folder.write('mesh.yaml', service('b'));
    const seen = [await watching.next(), await watching.next()];
    expect(seen.map((one) => [one?.type, one?.object.metadata.name])).to.have.deep.members([
      ['ADDED', 'b'],
      ['DELETED', 'a'],
    ]);
    const added = seen.find((one) => one?.type === 'ADDED');
    expect(added?.object.metadata.managedFields[0].manager).to.equal(file);
  });

  it('is told to begin anew when what it knows is too long ago, or yet to be', async () => {
    await using server = await startServer();
    for (let i = 0; i < 1002; i++) server.registry.apply(objects(`a-${i}`));
    for (const version of [1, 5000]) {
      await using watching = await watch(server, `${entries}?watch=1&resourceVersion=${version}`);
      const seen = await watching.next();
      expect(seen?.type).to.equal('ERROR');
      expect(seen?.object).to.include({ kind: 'Status', code: 410, reason: 'Expired' });
      expect(await watching.next()).to.equal(undefined);
    }
    await using watching = await watch(server, `${entries}?watch=1&resourceVersion=2`);
    expect(brief(await watching.next())).to.deep.equal(['ADDED', 'a-2', '3']);
  });

  it('is hung up on after the seconds that it named', async () => {
    await using server = await startServer();
    await using watching = await watch(server, `${entries}?watch=1&timeoutSeconds=1`);
    expect(await watching.next()).to.equal(undefined);
  });

  it('gets a bookmark behind what is there, where it asks for all as a stream', async () => {
    await using server = await startServer();
    await create(server, 'a');
    const query =
      'watch=1&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan&resourceVersion=';
    await using watching = await watch(server, `${entries}?${query}`);
    expect(brief(await watching.next())).to.deep.equal(['ADDED', 'a', '1']);
    const mark = await watching.next();
    expect(mark).to.deep.equal({
      type: 'BOOKMARK',
      object: {
        kind: 'ServiceEntry',
        apiVersion: 'networking.istio.io/v1',
        metadata: {
          creationTimestamp: null,
          resourceVersion: '1',
          annotations: { 'k8s.io/initial-events-end': 'true' },
        },
      },
    });
  });

  it('is told of all that is there, however much, and of what changes then', async () => {
    await using server = await startServer();
    const big = objects('a', 'b').map((object) => ({
      ...object,
      metadata: { ...object.metadata, annotations: { text: 'x'.repeat(5 << 20) } },
    }));
    server.registry.apply(big as typeof big & ReturnType<typeof objects>);
    await using watching = await watch(server, `${entries}?watch=1`);
    await create(server, 'c');
    const seen = [await watching.next(), await watching.next(), await watching.next()];
    expect(seen.map((one) => one?.object.metadata.name)).to.deep.equal(['a', 'b', 'c']);
  });

  it('ends with the server', async () => {
    const server = await startServer();
    await using watching = await watch(server, `${entries}?watch=1`);
    const ended = watching.next().catch(() => undefined);
    await server.close();
    expect(await ended).to.equal(undefined);
  });
});
