import { connectXds, until } from '@xdsim/testkit';
import { expect } from 'chai';
import { redact } from '../../src/admin/pages/redact.js';
import { ask, entries, entry, mergePatchType, moveTo } from '../ask.js';
import { cluster, serverWith, startServer } from '../start.js';

describe('/debug/syncz', () => {
  it('says for each proxy and type what was sent and what was accepted', async () => {
    await using server = await serverWith('a');
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1', metadata: { CLUSTER_ID: 'lab' } });
    proxy.subscribe('clusters');
    const sent = await proxy.next('clusters');
    const { body: before } = await ask(server, 'GET', '/debug/syncz');
    expect(before).to.have.length(1);
    expect(before[0]).to.deep.include({
      proxy: 'web-1',
      cluster_id: 'lab',
      namespace: 'default',
      settled: false,
    });
    expect(before[0]).to.include({ cluster_sent: sent.nonce }).and.not.to.have.property('cluster_acked');
    expect(before[0].types.clusters).to.include({ state: 'STALE' });
    expect(before[0].types.routes).to.deep.equal({ state: 'NOT_SENT' });
    expect(before[0].generation).to.deep.equal({ current: 1, published: 1, outcome: 'pending' });
    proxy.ack(sent);
    await server.settled();
    const { body: after } = await ask(server, 'GET', '/debug/syncz');
    expect(after[0]).to.include({ cluster_sent: sent.nonce, cluster_acked: sent.nonce, settled: true });
    expect(after[0].types.clusters).to.deep.include({ state: 'SYNCED' });
    expect(after[0].types.clusters.acked).to.deep.equal(after[0].types.clusters.sent);
    expect(after[0].types.clusters.acked).to.include({ version: sent.version, generation: 1 });
    expect(after[0].generation).to.include({ outcome: 'applied' });
  });

  it('tells a generation that touched a proxy from one that did not', async () => {
    await using server = await serverWith('a');
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { autoAck: true });
    proxy.subscribe('clusters');
    await proxy.next('clusters');
    const outcome = async () => {
      await server.settled();
      return (await ask(server, 'GET', '/debug/syncz')).body[0].generation as object;
    };
    const hidden = { ...entry('b'), metadata: { name: 'b' } } as { spec?: object };
    Object.assign(hidden.spec ?? {}, { exportTo: ['.'] });
    await ask(server, 'POST', entries.replace('/default/', '/far/'), hidden);
    expect(await outcome()).to.deep.equal({ current: 2, published: 2, outcome: 'unaffected' });
    await ask(server, 'POST', entries, entry('c'));
    expect(await outcome()).to.deep.equal({ current: 3, published: 3, outcome: 'applied' });
  });

  it('shows what a proxy rejects, in its words', async () => {
    await using server = await serverWith('a');
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' });
    proxy.subscribe('clusters');
    const sent = await proxy.next('clusters');
    proxy.nack(`${cluster('a')}: no such luck`, sent);
    const status = await until(async () => {
      const { body } = await ask(server, 'GET', '/debug/syncz');
      return body[0].generation.outcome === 'rejected' ? body[0] : undefined;
    });
    expect(JSON.stringify(status.types.clusters)).to.contain('no such luck');
  });
});

describe('/debug/settled', () => {
  it('is not waited for by a server that closes, nor kept up by a client that went away', async () => {
    const server = await serverWith('a');
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' });
    proxy.subscribe('clusters');
    await proxy.next('clusters');
    const url = `http://${server.adminAddress}/debug/settled?timeoutSeconds=3600`;
    const leaving = new AbortController();
    const left = fetch(url, { signal: leaving.signal }).catch((error: Error) => error.name);
    const staying = fetch(url).catch((error: Error) => error.name);
    leaving.abort();
    expect(await left).to.equal('AbortError');
    const ends = await Promise.all([server.close().then(() => 'closed'), staying.then(() => 'answered')]);
    expect(ends).to.deep.equal(['closed', 'answered']);
  });

  it('answers when every proxy holds what the server holds', async () => {
    await using server = await serverWith('a');
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' });
    proxy.subscribe('clusters');
    const sent = await proxy.next('clusters');
    const late = await ask(server, 'GET', '/debug/settled?timeoutSeconds=0.05');
    expect([late.status, late.body.reason]).to.deep.equal([504, 'Timeout']);
    expect(late.body.message).to.contain('web-1 has not accepted clusters');
    expect(late.body.details).to.deep.equal({
      generation: 1,
      proxies: [{ proxy: 'web-1', outcome: 'pending', lacks: ['clusters'] }],
    });
    const waiting = ask(server, 'GET', '/debug/settled');
    proxy.ack(sent);
    const { status, body } = await waiting;
    expect(status).to.equal(200);
    expect(body).to.deep.equal({
      settled: true,
      generation: 1,
      proxies: [{ proxy: 'web-1', outcome: 'applied' }],
    });
    expect((await ask(server, 'GET', '/debug/settled?timeoutSeconds=soon')).status).to.equal(400);
  });
});

describe('the other debug pages', () => {
  it('show objects, services and endpoints as istiod does', async () => {
    await using server = await startServer();
    await ask(server, 'POST', entries, entry('a'));
    const { body: objects } = await ask(server, 'GET', '/debug/configz');
    expect(objects.map((one: { metadata: { name: string } }) => one.metadata.name)).to.deep.equal(['a']);
    const { body: services } = await ask(server, 'GET', '/debug/registryz');
    expect(services).to.have.length(1);
    expect(services[0]).to.deep.include({
      hostname: 'a.example',
      ports: [{ name: 'http', port: 80, protocol: 'HTTP' }],
      Resolution: 0,
    });
    expect(services[0].Attributes).to.include({ Name: 'a', Namespace: 'default' });
    await ask(server, 'PATCH', `${entries}/a`, moveTo('10.0.0.7'), { type: mergePatchType });
    const { body: endpoints } = await ask(server, 'GET', '/debug/endpointz');
    expect(endpoints[0].svc).to.equal('a.example:http');
    expect(endpoints[0].ep[0].endpoint).to.include({ Address: '10.0.0.7', EndpointPort: 80 });
    expect((await ask(server, 'GET', '/debug/endpointz?brief')).body).to.match(
      /^a\.example:http 10\.0\.0\.7:80\b.*\n$/,
    );
    expect((await ask(server, 'POST', '/debug/configz')).status).to.equal(405);
  });

  it('show what a proxy is given, found by its id, or its name in it', async () => {
    await using server = await serverWith('a');
    const id = 'sidecar~10.0.0.5~web-1.default~default.svc.cluster.local';
    await using proxy = await connectXds(server.xdsAddress, { id });
    proxy.subscribe('clusters');
    await proxy.next('clusters');
    for (const name of [encodeURIComponent(id), 'web-1.default', 'web-1']) {
      const { status, body } = await ask(server, 'GET', `/debug/config_dump?proxyID=${name}`);
      expect(status, name).to.equal(200);
      const [clusters, , , endpoints] = body.configs;
      expect(clusters['@type']).to.equal('type.googleapis.com/envoy.admin.v3.ClustersConfigDump');
      const names = clusters.dynamic_active_clusters.map(
        (one: { cluster: { name: string } }) => one.cluster.name,
      );
      expect(names).to.include(cluster('a'));
      expect(endpoints.dynamic_endpoint_configs[0].endpoint_config).to.include({
        cluster_name: cluster('a'),
      });
    }
    expect((await ask(server, 'GET', '/debug/config_dump')).status).to.equal(400);
    expect((await ask(server, 'GET', '/debug/config_dump?proxyID=web-2')).status).to.equal(404);
  });

  it('show no secret that is written inline, but the names of files', () => {
    const context = {
      tls_certificates: [
        { certificate_chain: { inline_string: 'public' }, private_key: { inline_string: 'hush' } },
        { private_key: { inline_bytes: 'aHVzaA==' }, password: { inline_string: 'hush' } },
        { private_key: { filename: '/etc/key.pem' } },
      ],
      session_ticket_keys: { keys: [{ inline_string: 'hush' }] },
    };
    const shown = redact(context);
    expect(JSON.stringify(shown)).not.to.contain('hush').and.not.to.contain('aHVzaA');
    expect(shown).to.have.nested.property('tls_certificates[0].certificate_chain.inline_string', 'public');
    expect(shown).to.have.nested.property('tls_certificates[2].private_key.filename', '/etc/key.pem');
  });
});
