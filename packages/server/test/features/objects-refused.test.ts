import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { files } from '../../src/index.js';
import { ask, entries, entry, mergePatchType, moveTo } from '../ask.js';
import { createFolder } from '../folder.js';
import { addressOf, service, startServer } from '../start.js';

const everywhere = '/apis/networking.istio.io/v1/serviceentries';

const deep = '{"a":'.repeat(50_000) + '1' + '}'.repeat(50_000);

describe('a request for objects', () => {
  const wrong: readonly (readonly [
    what: string,
    ...Parameters<typeof request>,
    code: number,
    reason: string,
  ])[] = [
    [
      'a root that there is not',
      'GET',
      entries.replace('/apis/', '/version/'),
      undefined,
      {},
      404,
      'NotFound',
    ],
    ['a group that there is not', 'GET', '/apis/example.com/v1', undefined, {}, 404, 'NotFound'],
    [
      'a kind that there is not',
      'GET',
      entries.replace('serviceentries', 'envoyfilters'),
      undefined,
      {},
      404,
      'NotFound',
    ],
    ['a version that there is not', 'GET', entries.replace('/v1/', '/v2/'), undefined, {}, 404, 'NotFound'],
    ['a path that goes on', 'GET', `${entries}/a/status`, undefined, {}, 404, 'NotFound'],
    [
      'an object without its namespace',
      'GET',
      '/apis/networking.istio.io/v1/serviceentries/a',
      undefined,
      {},
      404,
      'NotFound',
    ],
    ['broken percent-encoding', 'GET', `${entries}/%zz`, undefined, {}, 404, 'NotFound'],
    ['a change of all at once', 'PUT', entries, entry('a'), {}, 405, 'MethodNotAllowed'],
    ['an end of all namespaces', 'DELETE', everywhere, undefined, {}, 405, 'MethodNotAllowed'],
    ['creation by name', 'POST', `${entries}/a`, entry('a'), {}, 405, 'MethodNotAllowed'],
    [
      'creation in no namespace',
      'POST',
      '/apis/networking.istio.io/v1/serviceentries',
      entry('a'),
      {},
      405,
      'MethodNotAllowed',
    ],
    ['another type', 'POST', entries, entry('a'), { type: 'text/plain' }, 415, 'UnsupportedMediaType'],
    [
      'a form',
      'POST',
      entries,
      'a=b',
      { type: 'application/x-www-form-urlencoded' },
      415,
      'UnsupportedMediaType',
    ],
    [
      'a strategic patch',
      'PATCH',
      `${entries}/a`,
      {},
      { type: 'application/strategic-merge-patch+json' },
      415,
      'UnsupportedMediaType',
    ],
    [
      'a server-side apply',
      'PATCH',
      `${entries}/a`,
      '{}',
      { type: 'application/apply-patch+yaml' },
      415,
      'UnsupportedMediaType',
    ],
    ['a patch that is no JSON', 'PATCH', `${entries}/a`, '{', { type: mergePatchType }, 400, 'BadRequest'],
    ['a patch that is a list', 'PATCH', `${entries}/a`, '[]', { type: mergePatchType }, 400, 'BadRequest'],
    ['a patch of what is not there', 'PATCH', `${entries}/a`, {}, { type: mergePatchType }, 404, 'NotFound'],
    ['an update of what is not there', 'PUT', `${entries}/a`, entry('a'), {}, 404, 'NotFound'],
    ['no body', 'POST', entries, '', {}, 400, 'BadRequest'],
    ['broken JSON', 'POST', entries, '{"kind":', {}, 400, 'BadRequest'],
    [
      'another kind',
      'POST',
      entries,
      { ...entry('a'), kind: 'ConfigMap', apiVersion: 'v1' },
      {},
      400,
      'BadRequest',
    ],
    ['another kind of the group', 'POST', entries, { ...entry('a'), kind: 'Sidecar' }, {}, 422, 'Invalid'],
    ['a kind that nobody knows', 'POST', entries, { ...entry('a'), kind: 'Foo' }, {}, 422, 'Invalid'],
    [
      'another version than the path',
      'POST',
      entries,
      { ...entry('a'), apiVersion: 'networking.istio.io/v1beta1' },
      {},
      400,
      'BadRequest',
    ],
    [
      'another namespace than the path',
      'POST',
      entries,
      { ...entry('a'), metadata: { name: 'a', namespace: 'b' } },
      {},
      400,
      'BadRequest',
    ],
    [
      'a version at its creation',
      'POST',
      entries,
      { ...entry('a'), metadata: { name: 'a', resourceVersion: '1' } },
      {},
      400,
      'BadRequest',
    ],
    ['a watch for no time', 'GET', `${entries}?watch&timeoutSeconds=x`, undefined, {}, 400, 'BadRequest'],
    ['a watch from nowhere', 'GET', `${entries}?watch&resourceVersion=x`, undefined, {}, 400, 'BadRequest'],
    ['a list from nowhere', 'GET', `${entries}?resourceVersion=x`, undefined, {}, 400, 'BadRequest'],
    ['a list of what is yet to be', 'GET', `${entries}?resourceVersion=9`, undefined, {}, 504, 'Timeout'],
    ['a match of no version', 'GET', `${entries}?resourceVersionMatch=Exact`, undefined, {}, 422, 'Invalid'],
    ['a limit that is no number', 'GET', `${entries}?limit=x`, undefined, {}, 400, 'BadRequest'],
    ['a page that there is not', 'GET', `${entries}?continue=x`, undefined, {}, 400, 'BadRequest'],
    [
      'a list',
      'POST',
      entries,
      { apiVersion: 'v1', kind: 'List', items: [entry('a')] },
      {},
      400,
      'BadRequest',
    ],
    ['YAML that is said to be JSON', 'POST', entries, 'kind: ServiceEntry', {}, 400, 'BadRequest'],
    ['more levels than anything has', 'POST', entries, deep, {}, 400, 'BadRequest'],
    ['a patch of as many levels', 'PATCH', `${entries}/a`, deep, { type: mergePatchType }, 400, 'BadRequest'],
    ['two JSON values', 'POST', entries, '{}{}', {}, 400, 'BadRequest'],
    ['no kind', 'POST', entries, { ...entry('a'), kind: undefined }, {}, 400, 'BadRequest'],
    ['a dry run of a part', 'POST', `${entries}?dryRun=Some`, entry('a'), {}, 422, 'Invalid'],
    ['a strictness of its own', 'POST', `${entries}?fieldValidation=Some`, entry('a'), {}, 422, 'Invalid'],
    [
      'neither name nor beginning of one',
      'POST',
      entries,
      { ...entry('a'), metadata: {} },
      {},
      422,
      'Invalid',
    ],
    ['options of something else', 'DELETE', `${entries}/a`, { kind: 'ListOptions' }, {}, 400, 'BadRequest'],
    [
      'a policy that there is not',
      'DELETE',
      `${entries}/a?propagationPolicy=x`,
      undefined,
      {},
      422,
      'Invalid',
    ],
  ];
  const request = (method: string, path: string, body: unknown, asking: { readonly type?: string }) =>
    [method, path, body, asking] as const;

  for (const [what, method, path, body, asking, code, reason] of wrong)
    it(`with ${what} is answered with ${code}`, async () => {
      await using server = await startServer();
      const told = await ask(server, method, path, body, asking);
      expect(told.body).to.include({ kind: 'Status', status: 'Failure', code, reason });
      expect(told.status).to.equal(code);
      if (code === 405) expect(told.headers.get('allow')).to.contain('GET');
      expect(server.registry.snapshot().generation).to.equal(0);
    });

  it('that would change what a file says is refused, and names the file', async () => {
    await using folder = await createFolder();
    const file = await folder.write('mesh.yaml', service('a'));
    await using server = await startServer({ sources: [files([folder.path])] });
    const { body } = await ask(server, 'GET', `${entries}/a`);
    expect(body.metadata.managedFields[0].manager).to.equal(file);
    const answers = await Promise.all([
      ask(server, 'POST', entries, entry('a')),
      ask(server, 'PUT', `${entries}/a`, entry('a')),
      ask(server, 'PATCH', `${entries}/a`, moveTo('10.0.0.9'), { type: mergePatchType }),
      ask(server, 'DELETE', `${entries}/a`),
      ask(server, 'DELETE', entries),
    ]);
    for (const { status, body: said } of answers) {
      expect(status).to.equal(409);
      expect(said.message).to.contain(file);
    }
    expect(addressOf(server, 'a')).to.equal('127.0.0.1');
  });

  it('that is longer than 1.5 MiB is answered with 413, and the next one on its connection is served', async () => {
    await using server = await startServer();
    const { status, body } = await ask(server, 'POST', entries, `{"x":"${'y'.repeat(4 << 20)}"}`);
    expect([status, body.reason]).to.deep.equal([413, 'RequestEntityTooLarge']);
    expect((await ask(server, 'POST', entries, entry('a'))).status).to.equal(201);
  });

  it('that a web page of another site sends is refused', async () => {
    await using server = await startServer();
    const headers = { origin: 'https://evil.example' };
    const { status, body } = await ask(server, 'POST', entries, entry('a'), { headers });
    expect([status, body.reason]).to.deep.equal([403, 'Forbidden']);
    expect((await ask(server, 'GET', '/debug/configz', undefined, { headers })).status).to.equal(403);
    const rebound = `GET ${entries} HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n`;
    expect(await raw(server.adminAddress, rebound)).to.match(/^HTTP\/1\.1 403 /);
    expect((await ask(server, 'GET', '/healthz', undefined, { headers })).status).to.equal(200);
  });

  it('needs the token of a server that has one; whether the server is well, everybody may know', async () => {
    await using server = await startServer({ adminToken: 'open sesame' });
    const none = await ask(server, 'GET', entries);
    expect([none.status, none.body.reason]).to.deep.equal([401, 'Unauthorized']);
    const wrongToken = { headers: { authorization: 'Bearer open barley' } };
    expect((await ask(server, 'GET', entries, undefined, wrongToken)).status).to.equal(401);
    const right = { headers: { authorization: 'Bearer open sesame' } };
    expect((await ask(server, 'GET', entries, undefined, right)).status).to.equal(200);
    expect((await ask(server, 'GET', '/readyz')).status).to.equal(200);
  });

  it('that only wants the head gets no body', async () => {
    await using server = await startServer();
    const head = `HEAD ${entries} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n`;
    const answer = await raw(server.adminAddress, head);
    expect(answer)
      .to.match(/^HTTP\/1\.1 200 /)
      .and.to.match(/content-length: [1-9]\d*\r\n/i);
    expect(answer.endsWith('\r\n\r\n')).to.equal(true);
  });
});

/** What comes back for some bytes. */
async function raw(address: string, bytes: string): Promise<string> {
  const [host, port] = address.split(':');
  const socket = connect(Number(port), host);
  socket.write(bytes);
  return text(socket);
}
