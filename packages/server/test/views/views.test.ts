import { parse } from '@xdsim/api';
import { createRegistry } from '@xdsim/registry';
import { createProxy, defaultMeshConfig, type TranslateOptions } from '@xdsim/translator';
import { expect } from 'chai';
import { silentLogger } from '../../src/index.js';
import { until } from '@xdsim/testkit';
import { createViews, type Publication } from '../../src/views/views.js';

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

const [web, shop, bank] = ['default', 'shop', 'bank'].map((namespace) => createProxy({ namespace })) as [
  ReturnType<typeof createProxy>,
  ReturnType<typeof createProxy>,
  ReturnType<typeof createProxy>,
];

function start(translate: TranslateOptions = {}) {
  const registry = createRegistry();
  let translations = 0;
  const views = createViews({
    translate,
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
});
