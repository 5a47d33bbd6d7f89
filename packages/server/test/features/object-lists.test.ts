import { expect } from 'chai';
import { ask, entries, entry } from '../ask.js';
import { has, startServer } from '../start.js';

const jsonPatchType = 'application/json-patch+json';

const labelled = (name: string, app: string) => {
  const made = entry(name) as { readonly metadata: object };
  return { ...made, metadata: { ...made.metadata, labels: { app } } };
};

const names = (body: { readonly items: readonly { metadata: { name: string } }[] }) =>
  body.items.map(({ metadata }) => metadata.name);

describe('many objects over HTTP', () => {
  it('are listed in pages, from which a watch can go on', async () => {
    await using server = await startServer();
    for (const name of ['c', 'a', 'e', 'b', 'd']) await ask(server, 'POST', entries, entry(name));
    const pages: string[][] = [];
    let token = '';
    do {
      const { body } = await ask(server, 'GET', `${entries}?limit=2&continue=${token}`);
      expect(body.metadata.resourceVersion).to.equal('5');
      pages.push(names(body));
      token = body.metadata.continue ?? '';
      if (pages.length === 1) expect(body.metadata.remainingItemCount).to.equal(3);
      // What comes in between may be on a page or not; whoever watches from the list's version on is told of it.
      if (pages.length === 1) await ask(server, 'POST', entries, entry('z'));
      if (pages.length === 2) await ask(server, 'DELETE', `${entries}/z`);
    } while (token !== '');
    expect(pages).to.deep.equal([['a', 'b'], ['c', 'd'], ['e']]);
  });

  const limits: readonly (readonly [query: string, there: readonly string[]])[] = [
    ['limit=0', ['a', 'b']],
    ['limit=-1', ['a', 'b']],
    ['limit=2', ['a', 'b']],
    ['limit=1', ['a']],
    ['limit=1&labelSelector=app%3Dx', ['b']],
    ['resourceVersion=0', ['a', 'b']],
    ['resourceVersion=1', ['a', 'b']],
    ['resourceVersion=2&resourceVersionMatch=Exact', ['a', 'b']],
  ];
  for (const [query, there] of limits)
    it(`with ${query} are ${there.join(' and ')}`, async () => {
      await using server = await startServer();
      await ask(server, 'POST', entries, labelled('a', 'w'));
      await ask(server, 'POST', entries, labelled('b', 'x'));
      expect(names((await ask(server, 'GET', `${entries}?${query}`)).body)).to.deep.equal(there);
    });

  it('are not listed as they once were', async () => {
    await using server = await startServer();
    for (const name of ['a', 'b']) await ask(server, 'POST', entries, entry(name));
    const old = await ask(server, 'GET', `${entries}?resourceVersion=1&resourceVersionMatch=Exact`);
    expect([old.status, old.body.reason]).to.deep.equal([410, 'Expired']);
  });

  it('are deleted at once, those that are selected', async () => {
    await using server = await startServer();
    for (const name of ['a', 'b']) await ask(server, 'POST', entries, labelled(name, 'x'));
    await ask(server, 'POST', entries, labelled('c', 'y'));
    const dry = await ask(server, 'DELETE', `${entries}?labelSelector=app%3Dx&dryRun=All`);
    expect(names(dry.body)).to.deep.equal(['a', 'b']);
    expect(has(server, 'a')).to.equal(true);
    const { status, body } = await ask(server, 'DELETE', `${entries}?labelSelector=app%3Dx`);
    expect([status, body.kind, names(body)]).to.deep.equal([200, 'ServiceEntryList', ['a', 'b']]);
    expect(['a', 'b', 'c'].filter((name) => has(server, name))).to.deep.equal(['c']);
    expect(names((await ask(server, 'DELETE', entries)).body)).to.deep.equal(['c']);
    expect(names((await ask(server, 'DELETE', entries)).body)).to.deep.equal([]);
  });

  it('are given names that begin as they ask for', async () => {
    await using server = await startServer();
    const nameless = { ...entry('x'), metadata: { generateName: 'web-' } };
    const made = await Promise.all([1, 2].map(() => ask(server, 'POST', entries, nameless)));
    const [first, second] = made.map(({ body }) => body.metadata.name as string);
    expect(first).to.match(/^web-[a-z\d]{5}$/);
    expect(second)
      .to.match(/^web-[a-z\d]{5}$/)
      .and.not.to.equal(first);
    expect(made[0]?.body.metadata.generateName).to.equal('web-');
    const yaml = `{ ${JSON.stringify(nameless).slice(1, -1)} } # YAML\n`;
    const long = yaml.replace('web-', 'w'.repeat(70));
    const { body } = await ask(server, 'POST', entries, long, { type: 'application/yaml' });
    expect(body.metadata.name).to.match(/^w{58}[a-z\d]{5}$/);
  });

  it('are changed by JSON patches, all steps or none', async () => {
    await using server = await startServer();
    await ask(server, 'POST', entries, labelled('a', 'x'));
    const patch = (...steps: readonly object[]) =>
      ask(server, 'PATCH', `${entries}/a`, steps, { type: jsonPatchType });
    const test = { op: 'test', path: '/metadata/resourceVersion', value: '1' };
    const remove = { op: 'remove', path: '/metadata/labels/app' };
    const first = await patch(test, { op: 'replace', path: '/spec/endpoints/0/address', value: '10.0.0.9' });
    expect(first.status).to.equal(200);
    expect(first.body.metadata).to.include({ resourceVersion: '2', generation: 2 });
    const stale = await patch(remove, test);
    expect([stale.status, stale.body.reason]).to.deep.equal([422, 'Invalid']);
    expect(stale.body.message).to.contain('step 1 (test)');
    const wrong = await patch({ op: 'replace', path: '/spec/resolution', value: 'FOO' });
    expect([wrong.status, wrong.body.details.causes[0].field]).to.deep.equal([422, 'spec.resolution']);
    const { body } = await ask(server, 'GET', `${entries}/a`);
    expect([body.metadata.labels, body.metadata.resourceVersion]).to.deep.equal([{ app: 'x' }, '2']);
  });

  it('are not taken for others of their name: a uid that is given has to be theirs', async () => {
    await using server = await startServer();
    const { body } = await ask(server, 'POST', entries, entry('a'));
    const withUid = (uid: string) => ({ ...entry('a'), metadata: { name: 'a', uid } });
    expect((await ask(server, 'PUT', `${entries}/a`, withUid('other'))).status).to.equal(409);
    expect((await ask(server, 'PUT', `${entries}/a`, withUid(body.metadata.uid))).status).to.equal(200);
    expect((await ask(server, 'PUT', `${entries}/a`, { ...entry('a'), metadata: {} })).status).to.equal(400);
  });
});
