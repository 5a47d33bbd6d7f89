import { connectXds } from '@xdsim/testkit';
import { expect } from 'chai';
import type { ServerEvent, Source } from '../../src/index.js';
import { files } from '../../src/index.js';
import { createFolder } from '../folder.js';
import { nextEvent, objects, service, startServer } from '../start.js';

describe('events', () => {
  it('tell the story of a change in order', async () => {
    await using server = await startServer();
    const kinds: string[] = [];
    server.events$.subscribe((event) =>
      kinds.push('type' in event ? `${event.kind} ${event.type}` : event.kind),
    );
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { autoAck: true });
    proxy.subscribe('clusters');
    await proxy.next('clusters');
    await server.settled();
    server.registry.apply(objects('a'));
    await proxy.next('clusters');
    await server.settled();
    const disconnected = nextEvent(server, 'proxy-disconnected');
    await proxy.close();
    await disconnected;
    expect(kinds).to.deep.equal([
      'proxy-connected',
      'acked clusters',
      'settled',
      'applied',
      'acked clusters',
      'settled',
      'proxy-disconnected',
    ]);
  });

  it('say who made a change: a file, a source, or the program itself', async () => {
    await using folder = await createFolder();
    const path = await folder.write('a.yaml', service('a'));
    let later = (): void => {};
    const clock: Source = {
      name: 'clock',
      async start({ registry }) {
        later = () => void registry.apply(objects('b'));
      },
    };
    await using server = await startServer({ sources: [files(folder.path), clock] });
    const sources: string[] = [];
    server.events$.subscribe((event) => event.kind === 'applied' && sources.push(event.source));
    const applied = nextEvent(server, 'applied');
    await folder.write('a.yaml', service('a', { port: 81 }));
    await applied;
    later();
    server.registry.delete({ kind: 'ServiceEntry', namespace: 'default', name: 'b' });
    expect(sources).to.deep.equal([path, 'clock', 'library']);
  });

  it('begin, for who comes late, with what is wrong at present', async () => {
    await using folder = await createFolder();
    const path = await folder.write('a.yaml', 'a: b: c');
    await using server = await startServer({ sources: [files(folder.path)] });
    const seen: ServerEvent[] = [];
    server.events$.subscribe((event) => seen.push(event));
    expect(seen).to.have.length(1);
    expect(seen[0]).to.include({ kind: 'diagnostics', source: path, text: 'a: b: c' });
    expect(server.diagnostics()).to.have.length(1);
  });

  it('measure how long a proxy took since the change', async () => {
    await using server = await startServer();
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { autoAck: true });
    proxy.subscribe('clusters');
    await proxy.next('clusters');
    await server.settled();
    const start = performance.now();
    const acked = nextEvent(server, 'acked');
    server.registry.apply(objects('a'));
    const { ms, generation } = await acked;
    expect(generation).to.equal(1);
    expect(ms).to.be.within(1, performance.now() - start); // at least some of the quiet time
  });

  it('of translation tell what is wrong before the first proxy comes, until it is mended', async () => {
    await using server = await startServer();
    const told = nextEvent(server, 'diagnostics');
    server.registry.apply(
      [...objects('a')].map((o) => {
        const { endpoints: _, ...spec } = o.spec as Record<string, unknown>;
        return { ...o, spec: { ...spec, resolution: 'DNS', workloadSelector: { labels: {} } } } as typeof o;
      }),
    );
    const { source, diagnostics } = await told;
    expect(source).to.equal('translation');
    expect(diagnostics.map(({ code }) => code)).to.deep.equal(['XDS0506']);
    const gone = nextEvent(server, 'diagnostics', (event) => event.diagnostics.length === 0);
    server.registry.apply(objects('a'));
    await gone;
    expect(server.diagnostics()).to.deep.equal([]);
  });
});
