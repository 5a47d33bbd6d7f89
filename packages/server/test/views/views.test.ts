import { parse } from '@xdsim/api';
import { createRegistry, type Change } from '@xdsim/registry';
import { createProxy, defaultMeshConfig, type Proxy, type TranslateOptions } from '@xdsim/translator';
import { expect } from 'chai';
import { silentLogger } from '../../src/index.js';
import { until } from '@xdsim/testkit';
import type { Publication } from '../../src/views/publication.js';
import type { Room } from '../../src/views/room.js';
import { createViews } from '../../src/views/views.js';

const services = (count: number) =>
  parse(
    Array.from(
      { length: count },
      (_, i) => `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: s-${i} }
spec:
  hosts: [s-${i}.example]
  ports: [{ number: 80, name: http, protocol: HTTP }]
  resolution: STATIC
  endpoints: [{ address: 10.0.0.1 }]
`,
    ).join('---\n'),
  ).objects;

/** Of three families, which never share a view. */
const [web, shop, bank] = [0, 1, 2].map((portOffset) => createProxy({ portOffset })) as [Proxy, Proxy, Proxy];

function start(translate: TranslateOptions = {}, room?: Room) {
  const registry = createRegistry();
  let translations = 0;
  const views = createViews({
    translate,
    ...(room && { room }),
    log: silentLogger,
    newest: () => registry.snapshot().generation,
    report: () => undefined,
    translated: () => (translations += 1),
  });
  return { registry, views, translations: () => translations };
}

describe('views', () => {
  it('are translated once for all that see the same', async () => {
    const { registry, views, translations } = start();
    await views.publish(registry.snapshot());
    const given: Publication[] = [];
    views.join(web, (publication) => given.push(publication));
    views.join({ ...web, id: 'other' }, (publication) => given.push(publication));
    await until(() => given.length === 2);
    expect(translations()).to.equal(1);
    expect(given[0]?.resources).to.equal(given[1]?.resources);
  });

  it('that are expected are there for the first who comes', async () => {
    const { registry, views, translations } = start();
    views.expect(web);
    await views.publish(registry.snapshot());
    expect(translations()).to.equal(1);
    views.join(web, () => undefined);
    expect(translations()).to.equal(1);
  });

  it('outlive the last who leaves, one of them, and follow what is published', async () => {
    const { registry, views, translations } = start();
    await views.publish(registry.snapshot());
    views.join(web, () => undefined)();
    registry.apply(services(1));
    await views.publish(registry.snapshot());
    const given: Publication[] = [];
    const leave = views.join(web, (publication) => given.push(publication));
    expect(translations()).to.equal(2);
    expect(given.map(({ generation }) => generation)).to.deep.equal([1]);
    leave();
    views.join(shop, () => undefined)();
    await until(() => translations() === 3);
    views.join(web, () => undefined);
    await until(() => translations() === 4);
  });

  it('are given to each who looks in the midst of a long translation when it is whole, and the newest follows', async () => {
    const { registry, views } = start();
    const given: [string, Publication][] = [];
    for (const [name, proxy] of Object.entries({ web, shop, bank }))
      views.join(proxy, (publication) => given.push([name, publication]));
    registry.apply(services(400));
    const first = views.publish(registry.snapshot());
    expect(views.generation).to.equal(undefined);
    // Too much for one turn, and one after the other.
    expect(given.length).to.be.below(3);
    const late: Publication[] = [];
    views.join(bank, (publication) => late.push(publication));
    const { generation } = registry.snapshot();
    registry.apply(services(401));
    const last = views.publish(registry.snapshot());
    await Promise.all([first, last]);
    expect(views.generation).to.equal(generation + 1);
    for (const name of ['web', 'shop', 'bank']) {
      const own = given.filter(([of]) => of === name).map(([, publication]) => publication);
      expect(own.at(-1)?.generation).to.equal(generation + 1);
      for (const { resources, generation: of } of own)
        expect(resources.endpoints.size).to.equal(of === generation ? 400 : 401);
    }
    expect(late.at(-1)?.generation).to.equal(generation + 1);
  });

  it('are given to who comes as they are soon, and not first as they were', async () => {
    const { registry, views } = start();
    views.expect(web);
    await views.publish(registry.snapshot());
    registry.apply(services(1));
    const given: Publication[] = [];
    views.join(web, (publication) => given.push(publication));
    expect(given).to.deep.equal([]);
    await views.publish(registry.snapshot());
    expect(given.map(({ generation }) => generation)).to.deep.equal([1]);
  });

  it('are given as they were last, where what comes soon cannot be translated', async () => {
    let isSet = false;
    const mesh = {
      ...defaultMeshConfig,
      get connectTimeout(): string {
        if (isSet) throw new Error('a mistake in the program');
        return defaultMeshConfig.connectTimeout;
      },
    };
    const { registry, views } = start({ mesh });
    views.expect(web);
    await views.publish(registry.snapshot());
    isSet = true;
    registry.apply(services(1));
    const given: Publication[] = [];
    views.join(web, (publication) => given.push(publication));
    await views.publish(registry.snapshot());
    expect(given.map(({ generation }) => generation)).to.deep.equal([0]);
    views.join(web, (publication) => given.push(publication));
    expect(given.map(({ generation }) => generation)).to.deep.equal([0, 0]);
  });

  it('are translated no more when they are closed', async () => {
    const { registry, views } = start();
    const given: Publication[] = [];
    views.join(web, (publication) => given.push(publication));
    registry.apply(services(400));
    void views.publish(registry.snapshot());
    views.close();
    await new Promise((resolve) => setImmediate(resolve));
    expect(given).to.deep.equal([]);
  });

  const rule = (app: string) =>
    parse(`apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: rule }
spec:
  host: s-0.example
  workloadSelector: { matchLabels: { app: ${app} } }
  trafficPolicy: { connectionPool: { tcp: { connectTimeout: 3s } } }
`).objects;

  /** Joins a proxy for each label, and tells what each of them has at last. */
  function watch(views: ReturnType<typeof start>['views'], ...apps: readonly string[]) {
    const last = new Map<string, Publication>();
    const leave = new Map(
      apps.map((app) => [
        app,
        views.join(createProxy({ labels: { app } }), (publication) => last.set(app, publication)),
      ]),
    );
    const timeouts = () =>
      Object.fromEntries(
        apps.map((app) => [
          app,
          last.get(app)?.resources.clusters.get('outbound|80||s-0.example')?.message.connect_timeout,
        ]),
      );
    return { last, leave, timeouts };
  }

  it('are one for proxies that differ in what nobody asks for', async () => {
    const { registry, views, translations } = start();
    registry.apply(services(3));
    await views.publish(registry.snapshot());
    const { last } = watch(views, ...Array.from({ length: 50 }, (_, i) => `v${i}`));
    await until(() => last.size === 50);
    expect(translations()).to.equal(1);
    expect(new Set([...last.values()].map(({ resources }) => resources)).size).to.equal(1);
  });

  it('part when proxies come to see different things, and become one again', async () => {
    const { registry, views, translations } = start();
    const { last, timeouts } = watch(views, 'a', 'b', 'c');
    const changes: Change[] = [];
    registry.changes$.subscribe((change) => changes.push(change));
    const publish = () => views.publish(registry.snapshot(), changes.at(-1));
    registry.apply(services(3));
    await publish();
    expect(translations()).to.equal(1);
    registry.apply(rule('b'));
    await publish();
    expect(timeouts()).to.deep.equal({ a: '10s', b: '3s', c: '10s' });
    expect(translations(), 'one more, for b').to.equal(3);
    registry.apply(rule('a'));
    await publish();
    expect(timeouts()).to.deep.equal({ a: '3s', b: '10s', c: '10s' });
    registry.delete({ kind: 'DestinationRule', namespace: 'default', name: 'rule' });
    await publish();
    expect(timeouts()).to.deep.equal({ a: '10s', b: '10s', c: '10s' });
    const before = translations();
    registry.apply(services(4));
    await publish();
    expect(translations() - before, 'one view for all of them').to.equal(1);
    expect(new Set([...last.values()].map(({ resources }) => resources.endpoints.size))).to.deep.equal(
      new Set([4]),
    );
  });

  it('never give to a proxy what is for another, whoever comes and goes', async () => {
    const { registry, views } = start();
    registry.apply([...services(3), ...rule('b')]);
    const first = watch(views, 'a', 'b');
    await views.publish(registry.snapshot());
    expect(first.timeouts()).to.deep.equal({ a: '10s', b: '3s' });
    first.leave.get('a')?.();
    const second = watch(views, 'c', 'd');
    await until(() => second.last.size === 2);
    first.leave.get('b')?.();
    const third = watch(views, 'b', 'e');
    await until(() => third.last.size === 2);
    expect({ ...second.timeouts(), ...third.timeouts() }).to.deep.equal({
      c: '10s',
      d: '10s',
      b: '3s',
      e: '10s',
    });
  });

  it('that are served already are brought up to date before new ones are made', async () => {
    const { registry, views } = start();
    registry.apply(services(400));
    await views.publish(registry.snapshot());
    const order: string[] = [];
    views.join(web, ({ generation }) => order.push(`web ${generation}`));
    await until(() => order.length === 1);
    for (const proxy of [shop, bank]) views.join(proxy, () => order.push('new'));
    registry.apply(services(401));
    await views.publish(registry.snapshot());
    expect(order.slice(0, 2)).to.deep.equal(['web 1', 'web 2']);
    expect(order.length).to.be.greaterThan(2);
  });

  it('have an end together, and for one peer before: who would need one more is turned away, and nobody else', async () => {
    const { registry, views } = start({}, { resources: 200, perPeer: 100 });
    registry.apply(services(20));
    await views.publish(registry.snapshot());
    const given = new Set<string>();
    const turnedAway: string[] = [];
    const join = (portOffset: number, peer: string): void => {
      const name = `${peer} ${portOffset}`;
      const guest = { peer, turnAway: () => turnedAway.push(name) };
      views.join(createProxy({ portOffset }), () => given.add(name), guest);
    };
    join(0, 'honest');
    await until(() => given.size === 1);
    for (let i = 1; i <= 10; i++) join(i, 'hostile');
    join(0, 'hostile');
    join(11, 'another');
    const all = 13;
    await until(() => given.size + turnedAway.length === all, { what: 'an answer for everybody' });
    expect([...given]).to.include.members(['honest 0', 'hostile 0', 'hostile 1', 'another 11']);
    expect(turnedAway).to.include.members(['hostile 9', 'hostile 10']);
    expect(new Set(turnedAway.map((name) => name.split(' ')[0]))).to.deep.equal(new Set(['hostile']));
  });
});
