import { expect } from 'chai';
import { ask, entries, entry, mergePatchType, moveTo } from '../ask.js';
import { addressOf, startServer } from '../start.js';

describe('objects over HTTP', () => {
  it('are created as Kubernetes creates them, in the namespace of the path', async () => {
    await using server = await startServer();
    const { status, body } = await ask(server, 'POST', entries, entry('a'));
    expect(status).to.equal(201);
    expect(body).to.deep.include({ apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry' });
    expect(body.metadata).to.include({
      name: 'a',
      namespace: 'default',
      resourceVersion: '1',
      generation: 1,
    });
    expect(body.metadata.uid).to.match(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    expect(body.metadata.creationTimestamp).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(addressOf(server, 'a')).to.equal('10.0.0.1');
  });

  it('are read back in the version that is asked for', async () => {
    await using server = await startServer();
    const made = await ask(server, 'POST', entries, entry('a'));
    for (const version of ['v1', 'v1beta1', 'v1alpha3']) {
      const { status, body } = await ask(server, 'GET', `${entries.replace('/v1/', `/${version}/`)}/a`);
      expect(status).to.equal(200);
      expect(body).to.deep.equal({ ...made.body, apiVersion: `networking.istio.io/${version}` });
    }
  });

  it('cannot be created twice', async () => {
    await using server = await startServer();
    await ask(server, 'POST', entries, entry('a'));
    const { status, body } = await ask(server, 'POST', entries, entry('a', '10.0.0.2'));
    expect(status).to.equal(409);
    expect(body).to.deep.equal({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'serviceentries.networking.istio.io "a" already exists',
      reason: 'AlreadyExists',
      details: { name: 'a', group: 'networking.istio.io', kind: 'serviceentries' },
      code: 409,
    });
    expect(addressOf(server, 'a')).to.equal('10.0.0.1');
  });

  it('are patched by merging; uid and age stay, version and generation grow', async () => {
    await using server = await startServer();
    const made = (await ask(server, 'POST', entries, entry('a'))).body.metadata;
    const { status, body } = await ask(server, 'PATCH', `${entries}/a`, moveTo('10.0.0.9'), {
      type: mergePatchType,
    });
    expect(status).to.equal(200);
    expect(body.metadata).to.deep.equal({ ...made, resourceVersion: '2', generation: 2 });
    expect(body.spec.hosts).to.deep.equal(['a.example']);
    expect(addressOf(server, 'a')).to.equal('10.0.0.9');
    const labels = { metadata: { labels: { app: 'x' } } };
    const labelled = await ask(server, 'PATCH', `${entries}/a`, labels, { type: mergePatchType });
    expect(labelled.body.metadata).to.include({ resourceVersion: '3', generation: 2 });
    const again = await ask(server, 'PATCH', `${entries}/a`, labels, { type: mergePatchType });
    expect(again.body).to.deep.equal(labelled.body);
  });

  it('are replaced only in the version that the client has seen', async () => {
    await using server = await startServer();
    const { body: first } = await ask(server, 'POST', entries, entry('a'));
    const second = await ask(server, 'PUT', `${entries}/a`, { ...first, ...moved('10.0.0.2') });
    expect([second.status, second.body.metadata.resourceVersion]).to.deep.equal([200, '2']);
    const late = await ask(server, 'PUT', `${entries}/a`, { ...first, ...moved('10.0.0.3') });
    expect([late.status, late.body.reason]).to.deep.equal([409, 'Conflict']);
    expect(late.body.message).to.match(/^Operation cannot be fulfilled on .*the object has been modified/);
    const patch = { metadata: { resourceVersion: '1' }, ...moveTo('10.0.0.4') };
    const patched = await ask(server, 'PATCH', `${entries}/a`, patch, { type: mergePatchType });
    expect(patched.status).to.equal(409);
    expect(addressOf(server, 'a')).to.equal('10.0.0.2');
  });

  it('are deleted, unless a precondition does not hold', async () => {
    await using server = await startServer();
    const { uid } = (await ask(server, 'POST', entries, entry('a'))).body.metadata;
    const refused = await ask(server, 'DELETE', `${entries}/a`, { preconditions: { uid: 'another' } });
    expect([refused.status, refused.body.reason]).to.deep.equal([409, 'Conflict']);
    const { status, body } = await ask(server, 'DELETE', `${entries}/a`, { preconditions: { uid } });
    expect(status).to.equal(200);
    expect(body).to.deep.include({ kind: 'Status', status: 'Success' });
    expect(body.details).to.include({ name: 'a', kind: 'serviceentries', uid });
    const gone = await ask(server, 'GET', `${entries}/a`);
    expect([gone.status, gone.body.reason]).to.deep.equal([404, 'NotFound']);
    expect((await ask(server, 'DELETE', `${entries}/a`)).status).to.equal(404);
  });

  it('are listed by namespace, over all of them, and by selectors, in the order of their names', async () => {
    await using server = await startServer();
    const shop = entries.replace('/default/', '/shop/');
    await ask(server, 'POST', entries, entry('b'));
    await ask(server, 'POST', entries, { ...entry('a'), metadata: { name: 'a', labels: { app: 'x' } } });
    await ask(server, 'POST', shop, entry('c'));
    const names = async (path: string) => {
      const { status, body } = await ask(server, 'GET', path);
      expect(status, path).to.equal(200);
      expect(body).to.deep.include({ kind: 'ServiceEntryList', metadata: { resourceVersion: '3' } });
      return body.items.map(({ metadata }: { metadata: { name: string } }) => metadata.name) as string[];
    };
    expect(await names(entries)).to.deep.equal(['a', 'b']);
    expect(await names('/apis/networking.istio.io/v1/serviceentries')).to.deep.equal(['a', 'b', 'c']);
    expect(await names(`${entries}?labelSelector=app%20in%20(x,y)`)).to.deep.equal(['a']);
    expect(await names(`${entries}?fieldSelector=metadata.name!%3Da&limit=500`)).to.deep.equal(['b']);
    const broken = await ask(server, 'GET', `${entries}?labelSelector=app%20in`);
    expect([broken.status, broken.body.reason]).to.deep.equal([400, 'BadRequest']);
  });

  it('that break rules are refused with a cause for each finding', async () => {
    await using server = await startServer();
    const { spec } = entry('a') as { spec: object };
    const wrong = { ...entry('a'), spec: { ...spec, hosts: ['*'], resolution: 'STATICK' } };
    const { status, body } = await ask(server, 'POST', entries, wrong);
    expect([status, body.reason]).to.deep.equal([422, 'Invalid']);
    expect(body.details).to.include({ name: 'a', kind: 'ServiceEntry', group: 'networking.istio.io' });
    const cause = body.details.causes.find(({ field }: { field: string }) => field === 'spec.resolution');
    expect(cause).to.include({ reason: 'FieldValueNotSupported' });
    expect(cause.message).to.match(/\[XDS0208\]$/);
    expect(server.registry.snapshot().generation).to.equal(0);
  });

  it('of which a patch would make something wrong stay as they are', async () => {
    await using server = await startServer();
    await ask(server, 'POST', entries, entry('a'));
    const patch = { spec: { resolution: 'ABSTRACT' } };
    const { status, body } = await ask(server, 'PATCH', `${entries}/a`, patch, { type: mergePatchType });
    expect([status, body.details.causes[0].field]).to.deep.equal([422, 'spec.resolution']);
    expect(addressOf(server, 'a')).to.equal('10.0.0.1');
  });

  it('with a field that nobody knows are warned of, or refused if that is asked for', async () => {
    await using server = await startServer();
    const odd = { ...entry('a'), spec: { ...(entry('a') as { spec: object }).spec, colour: 'grün' } };
    const strict = await ask(server, 'POST', `${entries}?fieldValidation=Strict`, odd);
    expect([strict.status, strict.body.message]).to.deep.equal([
      400,
      'ServiceEntry in version "v1" cannot be handled as a ServiceEntry: strict decoding error: unknown field "spec.colour"',
    ]);
    const ignored = await ask(server, 'POST', `${entries}?fieldValidation=Ignore&dryRun=All`, odd);
    expect([ignored.status, ignored.headers.get('warning')]).to.deep.equal([201, null]);
    const warned = await ask(server, 'POST', entries, odd);
    expect(warned.status).to.equal(201);
    expect(warned.headers.get('warning')).to.match(/^299 - "spec\.colour: .*\[XDS0206\]"$/);
  });

  it('stay as they are in a dry run, which says what would become of them', async () => {
    await using server = await startServer();
    const made = await ask(server, 'POST', `${entries}?dryRun=All`, entry('a'));
    expect(made.status).to.equal(201);
    expect(made.body.metadata).not.to.have.property('resourceVersion');
    expect((await ask(server, 'GET', `${entries}/a`)).status).to.equal(404);
    await ask(server, 'POST', entries, entry('a'));
    const patch = await ask(server, 'PATCH', `${entries}/a?dryRun=All`, moveTo('10.0.0.9'), {
      type: mergePatchType,
    });
    expect([patch.status, patch.body.spec.endpoints[0].address]).to.deep.equal([200, '10.0.0.9']);
    expect((await ask(server, 'DELETE', `${entries}/a?dryRun=All`)).status).to.equal(200);
    expect(addressOf(server, 'a')).to.equal('10.0.0.1');
  });

  it('come and go as YAML as well', async () => {
    await using server = await startServer();
    const yaml =
      'apiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: { name: default }\nspec: { egress: [{ hosts: ["./*"] }] }\n';
    const path = '/apis/networking.istio.io/v1/namespaces/shop/sidecars';
    expect((await ask(server, 'POST', path, yaml, { type: 'application/yaml' })).status).to.equal(201);
    const headers = { accept: 'application/yaml' };
    const { body, headers: told } = await ask(server, 'GET', `${path}/default`, undefined, { headers });
    expect(told.get('content-type')).to.equal('application/yaml');
    expect(body).to.contain('kind: Sidecar\n').and.to.contain('resourceVersion: "1"\n');
    const image = await ask(server, 'GET', path, undefined, { headers: { accept: 'image/png' } });
    expect([image.status, image.body.reason]).to.deep.equal([406, 'NotAcceptable']);
  });

  it('of Kubernetes and of the security group have their places, too', async () => {
    await using server = await startServer();
    const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
    expect((await ask(server, 'POST', '/api/v1/namespaces', namespace)).status).to.equal(201);
    expect((await ask(server, 'GET', '/api/v1/namespaces/shop')).body.metadata).not.to.have.property(
      'namespace',
    );
    const policy = {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'none' },
    };
    const path = '/apis/security.istio.io/v1/namespaces/shop/authorizationpolicies';
    expect((await ask(server, 'POST', path, policy)).status).to.equal(201);
    const slice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'a' },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.0.0.1'] }],
    };
    const made = await ask(server, 'POST', '/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices', slice);
    expect(made.body).to.include({ addressType: 'IPv4' }).and.not.to.have.property('spec');
  });

  it('are validated here, not by kubectl, which reads that off OpenAPI', async () => {
    await using server = await startServer();
    const { body } = await ask(server, 'GET', '/openapi/v3');
    for (const root of ['api/v1', 'apis/networking.istio.io/v1', 'apis/discovery.k8s.io/v1']) {
      const { body: document } = await ask(server, 'GET', body.paths[root].serverRelativeURL as string);
      const items = Object.values(document.paths as Record<string, { patch: object }>);
      expect(items).not.to.have.length(0);
      for (const { patch } of items) {
        expect(patch).to.have.nested.property('x-kubernetes-group-version-kind.kind');
        expect(patch).to.have.nested.property('parameters[0].name', 'fieldValidation');
      }
    }
  });

  it('are announced to clients that ask what there is', async () => {
    await using server = await startServer();
    expect((await ask(server, 'GET', '/api')).body).to.include({ kind: 'APIVersions' });
    const { body: groups } = await ask(server, 'GET', '/apis');
    expect(groups.groups.map(({ name }: { name: string }) => name)).to.have.members([
      'networking.istio.io',
      'security.istio.io',
      'discovery.k8s.io',
    ]);
    const { body: list } = await ask(server, 'GET', '/apis/networking.istio.io/v1beta1/');
    expect(list).to.include({ kind: 'APIResourceList', groupVersion: 'networking.istio.io/v1beta1' });
    const entriesThere = list.resources.find(({ name }: { name: string }) => name === 'serviceentries');
    expect(entriesThere).to.deep.include({ kind: 'ServiceEntry', namespaced: true, shortNames: ['se'] });
    for (const { name } of list.resources as { name: string }[]) {
      expect((await ask(server, 'GET', `/apis/networking.istio.io/v1beta1/${name}`)).status, name).to.equal(
        200,
      );
    }
  });
});

const moved = (address: string): object => {
  const { spec } = entry('a', address) as { spec: object };
  return { spec };
};
