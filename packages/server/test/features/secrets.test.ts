import { rename, rm, writeFile } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { status } from '@grpc/grpc-js';
import {
  encode,
  typeUrls,
  type DeltaDiscoveryRequest,
  type DeltaDiscoveryResponse,
  type DiscoveryRequest,
  type DiscoveryResponse,
  type Secret,
} from '@xdsim/envoy';
import { connectXds, selfSignedCertificate, until } from '@xdsim/testkit';
import { expect } from 'chai';
import type { SecretFiles, Server } from '../../src/index.js';
import { ask } from '../ask.js';
import { createFolder } from '../folder.js';
import { callOnce, converse } from '../grpc-call.js';
import { objects, startServer } from '../start.js';

const client = selfSignedCertificate({ commonName: 'client' });
const renewed = selfSignedCertificate({ commonName: 'renewed' });
const authority = selfSignedCertificate({ commonName: 'authority' });

const text = (secret: Secret | undefined): string => {
  const { tls_certificate, validation_context } = secret ?? {};
  const { inline_bytes = '' } = tls_certificate?.certificate_chain ?? validation_context?.trusted_ca ?? {};
  return Buffer.from(inline_bytes, 'base64').toString();
};

const codes = (server: Server): readonly string[] => server.diagnostics().map(({ code }) => code);

/** As a program that renews certificates does it. */
async function replace(file: string, contents: string): Promise<void> {
  await writeFile(`${file}.new`, contents);
  await rename(`${file}.new`, file);
}

/** A folder with the files of two secrets. */
async function secretFolder() {
  const folder = await createFolder();
  const file = (name: string): string => `${folder.path}/${name}`;
  await folder.write('client.pem', client.cert);
  await folder.write('client-key.pem', client.key);
  await folder.write('ca.pem', authority.cert);
  const pair = { certificateChain: file('client.pem'), privateKey: file('client-key.pem') };
  const secrets: readonly SecretFiles[] = [
    { name: 'client', ...pair },
    { name: 'ca', trustedCa: file('ca.pem') },
  ];
  return { ...folder, [Symbol.asyncDispose]: folder[Symbol.asyncDispose].bind(folder), file, pair, secrets };
}

for (const protocol of ['sotw', 'delta'] as const) {
  describe(`secrets over ADS on ${protocol}`, () => {
    it('rules 27 and 34: a proxy gets the secrets that it asks for, and no others', async () => {
      await using folder = await secretFolder();
      await using server = await startServer({ secrets: folder.secrets });
      await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { protocol });
      proxy.subscribe('secrets', ['client']);
      const { resources } = await proxy.expectResponse('secrets', { resources: ['client'] });
      expect(text(resources.get('client'))).to.equal(client.cert);
      proxy.ack();
      proxy.subscribe('secrets', ['ca']);
      expect(text((await proxy.next('secrets')).resources.get('ca'))).to.equal(authority.cert);
      proxy.ack();
      await server.settled();
    });

    it('a file that is replaced is sent to those who asked for it, and to nobody else', async () => {
      await using folder = await secretFolder();
      await using server = await startServer({ secrets: folder.secrets });
      await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { protocol, autoAck: true });
      await using other = await connectXds(server.xdsAddress, { id: 'web-2' }, { protocol, autoAck: true });
      proxy.subscribe('secrets', ['client']);
      other.subscribe('secrets', ['ca']);
      await Promise.all([proxy.next('secrets'), other.next('secrets')]);

      // Between the two files the pair does not fit: nobody hears of that half.
      await replace(folder.file('client.pem'), renewed.cert);
      await until(() => codes(server).includes('XDS0631'), { what: 'the report of half a pair' });
      await replace(folder.file('client-key.pem'), renewed.key);
      expect(text((await proxy.next('secrets')).resources.get('client'))).to.equal(renewed.cert);
      await other.expectQuiet('secrets', 100);
      await server.settled();
      expect(codes(server)).to.deep.equal([]);
    });

    it('rules 44 and 49: one that does not exist holds up nothing, is reported, and comes when there is one', async () => {
      await using folder = await secretFolder();
      await rm(folder.file('client.pem'));
      await using server = await startServer({ secrets: folder.secrets });
      server.registry.apply(objects('a'));
      await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { protocol, autoAck: true });
      for (const type of ['clusters', 'listeners'] as const) proxy.subscribe(type);
      proxy.subscribe('secrets', ['client', 'ca', 'none']);
      const { resources, removed } = await proxy.next('secrets');
      expect([...resources.keys()]).to.deep.equal(['ca']);
      expect([...removed].sort()).to.deep.equal(protocol === 'delta' ? ['client', 'none'] : []);
      await Promise.all([proxy.next('clusters'), proxy.next('listeners')]);
      await server.settled();
      const said = server.diagnostics().map(({ code, message }) => `${code} ${message}`);
      expect(said.join('\n'))
        .to.match(/XDS0631 secret client: .*client.pem cannot be read: .*it is not served/)
        .and.to.match(/XDS0632 web-1 needs the secrets client, none, which/);
      expect((await ask(server, 'GET', '/metrics')).body).to.contain('xdsim_secrets_missing 2');

      await folder.write('client.pem', client.cert);
      expect([...(await proxy.next('secrets')).resources.keys()]).to.deep.equal(['client']);
      await until(() => codes(server).join() === 'XDS0632', { what: 'one trouble less' });
    });

    it('a file that is removed or broken leaves the secret as it was', async () => {
      await using folder = await secretFolder();
      await using server = await startServer({ secrets: folder.secrets });
      await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { protocol, autoAck: true });
      proxy.subscribe('secrets', ['client']);
      await proxy.next('secrets');
      await rm(folder.file('client.pem'));
      await until(() => codes(server).includes('XDS0631'), { what: 'the report' });
      expect(server.diagnostics()[0]?.message).to.contain('the one before stays in force');
      await replace(folder.file('client.pem'), 'no PEM');
      await until(() => server.diagnostics()[0]?.message.includes('holds no certificate'), {
        what: 'the other report',
      });
      await proxy.expectQuiet('secrets', 100);
      await replace(folder.file('client.pem'), client.cert);
      await until(() => codes(server).length === 0, { what: 'all well' });
      await proxy.expectQuiet('secrets', 100);
    });
  });
}

describe('the secret discovery service', () => {
  const service = '/envoy.service.secret.v3.SecretDiscoveryService';
  const node = { id: 'web-1' };

  it('rules 18 and 35: streams of secrets alone, state of the world', async () => {
    await using folder = await secretFolder();
    await using server = await startServer({ secrets: folder.secrets });
    await using stream = converse<DiscoveryRequest, DiscoveryResponse>(
      server.xdsAddress,
      `${service}/StreamSecrets`,
      'envoy.service.discovery.v3.DiscoveryRequest',
      'envoy.service.discovery.v3.DiscoveryResponse',
    );
    stream.say({ node, resource_names: ['client'] });
    const first = await stream.next();
    expect(first.type_url).to.equal(typeUrls.secrets);
    expect(text(first.resources?.[0] as Secret)).to.equal(client.cert);
    const ack = { resource_names: ['client'], version_info: first.version_info, response_nonce: first.nonce };
    stream.say(ack as DiscoveryRequest);
    await replace(folder.file('client-key.pem'), renewed.key);
    await replace(folder.file('client.pem'), renewed.cert);
    expect(text((await stream.next()).resources?.[0] as Secret)).to.equal(renewed.cert);
  });

  it('rules 18 and 35: and incremental', async () => {
    await using folder = await secretFolder();
    await using server = await startServer({ secrets: folder.secrets });
    await using stream = converse<DeltaDiscoveryRequest, DeltaDiscoveryResponse>(
      server.xdsAddress,
      `${service}/DeltaSecrets`,
      'envoy.service.discovery.v3.DeltaDiscoveryRequest',
      'envoy.service.discovery.v3.DeltaDiscoveryResponse',
    );
    stream.say({ node, resource_names_subscribe: ['ca', 'none'] });
    const { resources, removed_resources } = await stream.next();
    expect(resources?.map(({ name }) => name)).to.deep.equal(['ca']);
    expect(removed_resources).to.deep.equal(['none']);
  });

  it('does not answer those who ask once', async () => {
    await using server = await startServer();
    const request = encode('envoy.service.discovery.v3.DiscoveryRequest', { node, resource_names: ['ca'] });
    const { code, details } = await callOnce(server.xdsAddress, `${service}/FetchSecrets`, request);
    expect(code).to.equal(status.UNIMPLEMENTED);
    expect(details).to.contain('StreamSecrets');
  });
});

describe('what secrets are called', () => {
  it('is as Istio has it: the authority has a suffix, and both a scheme', async () => {
    await using folder = await secretFolder();
    const trustedCa = folder.file('ca.pem');
    await using server = await startServer({
      secrets: [
        { name: 'both', ...folder.pair, trustedCa },
        { name: 'ca', trustedCa },
        { name: 'kubernetes://shop/full', ...folder.pair },
      ],
    });
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { protocol: 'delta' });
    const certificates = ['both', 'kubernetes://both', 'kubernetes://shop/full'];
    const authorities = [
      'both-cacert',
      'kubernetes://both-cacert',
      'configmap://both-cacert',
      'ca',
      'kubernetes://ca-cacert',
    ];
    proxy.subscribe('secrets', [...certificates, ...authorities]);
    const { resources } = await proxy.next('secrets');
    const held = (name: string) => text(resources.get(name));
    expect(certificates.map(held)).to.deep.equal(certificates.map(() => client.cert));
    expect(authorities.map(held)).to.deep.equal(authorities.map(() => authority.cert));
    for (const [name, secret] of resources) expect(secret.name, 'Envoy compares them').to.equal(name);
  });

  it('has to make sense', async () => {
    await using folder = await secretFolder();
    const { certificateChain, privateKey } = folder.pair;
    const trustedCa = folder.file('ca.pem');
    for (const secrets of [
      [{ name: '', trustedCa }],
      [{ name: 'a' }],
      [{ name: 'a', certificateChain }],
      [{ name: 'a', privateKey, trustedCa }],
      [{ name: 'a', certificateChain, privateKey, crl: trustedCa }],
      [
        { name: 'a', trustedCa },
        { name: 'a', trustedCa },
      ],
    ]) {
      const error = await startServer({ secrets }).catch((e: unknown) => e);
      expect(error, JSON.stringify(secrets)).to.be.an.instanceOf(TypeError);
    }
  });
});

describe('files of secrets', () => {
  const encrypted = `-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAAA\n-----END ENCRYPTED PRIVATE KEY-----\n`;
  for (const [what, files, says] of [
    ['a certificate that is none', { 'client.pem': 'text' }, 'holds no certificate as PEM'],
    [
      'a certificate that is broken',
      { 'client.pem': client.cert.replace(/MII./, 'AAAA') },
      'does not hold a certificate',
    ],
    ['the key of another', { 'client-key.pem': renewed.key }, 'is not the key of the first certificate'],
    ['a key that is none', { 'client-key.pem': client.cert }, 'does not hold a private key'],
    ['a key with a passphrase', { 'client-key.pem': encrypted }, 'without a passphrase'],
    ['a list of revoked certificates that is none', { 'crl.pem': 'text' }, 'does not hold a list of revoked'],
  ] as const) {
    it(`XDS0631 says that there is ${what}, and the others are served`, async () => {
      await using folder = await secretFolder();
      for (const [name, contents] of Object.entries(files)) await folder.write(name, contents);
      const crl = 'crl.pem' in files ? { crl: folder.file('crl.pem'), trustedCa: folder.file('ca.pem') } : {};
      await using server = await startServer({
        secrets: [{ name: 'bad', ...folder.pair, ...crl }, ...folder.secrets.slice(1)],
      });
      const [found] = server.diagnostics();
      expect(found?.code).to.equal('XDS0631');
      expect(found?.message).to.contain(says);
      expect(JSON.stringify(server.diagnostics())).to.not.contain('MII');
      await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { protocol: 'delta' });
      proxy.subscribe('secrets', ['bad', 'ca']);
      await proxy.expectResponse('secrets', { resources: ['ca'], removed: ['bad'] });
    });
  }
});

describe('who may have secrets', () => {
  it('nobody whose connection others can read, and that is said', async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((all) => all ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4');
    expect(outside, 'an address of this machine that is not loopback').to.not.equal(undefined);
    await using folder = await secretFolder();
    const { secrets } = folder;
    await using server = await startServer({ xdsAddress: '0.0.0.0:0', insecure: true, secrets });
    const port = server.xdsAddress.replace(/^.*:/, '');
    server.registry.apply(objects('a'));
    const options = { protocol: 'delta', autoAck: true } as const;
    await using there = await connectXds(`${outside?.address}:${port}`, { id: 'there' }, options);
    there.subscribe('secrets', ['client', '*']);
    there.subscribe('clusters');
    await there.expectResponse('secrets', { resources: [], removed: ['client'] });
    await there.next('clusters');
    await server.settled();
    expect(codes(server)).to.deep.equal(['XDS0633']);

    await using here = await connectXds(`127.0.0.1:${port}`, { id: 'here' }, options);
    here.subscribe('secrets', ['client']);
    await here.expectResponse('secrets', { resources: ['client'] });
    await there.close();
    await until(() => codes(server).length === 0, { what: 'all well without it' });
  });
});

describe('keys', () => {
  it('are shown nowhere: not in dumps, client status, diagnostics or the log', async () => {
    await using folder = await secretFolder();
    const lines: string[] = [];
    const write = (fields: object, message: string): void =>
      void lines.push(JSON.stringify([fields, message]));
    const logger = { debug: write, info: write, warn: write, error: write };
    await using server = await startServer({ secrets: folder.secrets, logger });
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' });
    proxy.subscribe('secrets', ['client', 'none']);
    const { resources } = await proxy.next('secrets');
    const key = resources.get('client')?.tls_certificate?.private_key?.inline_bytes ?? '';
    expect(Buffer.from(key, 'base64').toString()).to.equal(client.key);
    const dump = await ask(server, 'GET', '/debug/config_dump?proxyID=web-1');
    const config = dump.body.configs.at(-1);
    expect(config.dynamic_active_secrets).to.have.length(1);
    expect(config.dynamic_active_secrets[0].secret.tls_certificate.private_key).to.deep.equal({
      inline_bytes: Buffer.from('[redacted]').toString('base64'),
    });
    expect(config.dynamic_warming_secrets[0].name).to.equal('none');

    // Envoy has all of a message that it does not accept in its words.
    proxy.nack(
      `Proto constraint validation failed (bad): private_key { inline_bytes: "${JSON.stringify(client.key)}" }`,
    );
    await until(() => codes(server).includes('XDS0601'), { what: 'the rejection' });
    const pages = ['/debug/syncz', '/debug/config_dump?proxyID=web-1', '/metrics', '/debug/configz'];
    const shown = await Promise.all(
      pages.map(async (page) => (await ask(server, 'GET', page)).body as unknown),
    );
    const body = client.key.split('\n')[1] ?? '';
    const all = JSON.stringify([shown, lines, server.diagnostics()]);
    expect(all).to.contain('[redacted]').and.not.contain(body).and.not.contain(key.slice(60, 120));
    expect(JSON.stringify(shown[0])).to.contain('"secret_sent"');
  });

  it('rule 16: a proxy that rejects one keeps the one before, and others are given the new one', async () => {
    await using folder = await secretFolder();
    await using server = await startServer({ secrets: folder.secrets });
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' });
    proxy.subscribe('secrets', ['client']);
    await proxy.next('secrets');
    proxy.ack();
    await replace(folder.file('client-key.pem'), renewed.key);
    await replace(folder.file('client.pem'), renewed.cert);
    await proxy.next('secrets');
    proxy.nack('no');
    await until(() => codes(server).join() === 'XDS0601', { what: 'the rejection' });
    await proxy.expectQuiet('secrets', 100);
    await using other = await connectXds(server.xdsAddress, { id: 'web-2' });
    other.subscribe('secrets', ['client']);
    expect(text((await other.next('secrets')).resources.get('client'))).to.equal(renewed.cert);
    const { body } = await ask(server, 'GET', '/metrics');
    expect(body).to.match(/xdsim_secret_expiry_seconds\{secret="client"\} \d+/);
  });
});
