import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { credentials } from '@grpc/grpc-js';
import { parse } from '@xdsim/api';
import { createServer as createXdsServer } from '@xdsim/server';
import { connectXds, selfSignedCertificate, until } from '@xdsim/testkit';
import { expect } from 'chai';
import { misspelt, service } from './manifests.js';
import { bin, environment, runXdsim } from './run-xdsim.js';
import { startServe } from './start-serve.js';
import { temporaryFolder } from './temporary-folder.js';

const free = ['--xds-address', '127.0.0.1:0', '--admin-address', '127.0.0.1:0'];
const clusterOf = (host: string): string => `outbound|8080||${host}`;

async function clustersAt(address: string): Promise<readonly string[]> {
  await using client = await connectXds(address, { id: 'web-1' });
  client.subscribe('clusters');
  return [...(await client.next('clusters')).resources.keys()];
}

describe('xdsim serve', () => {
  it('says on which ports it really listens, is ready, and serves what it read', async () => {
    await using folder = await temporaryFolder({ 'a.yaml': service('a') });
    await using serve = await startServe([folder.path]);
    expect(await clustersAt(serve.xdsAddress)).to.include(clusterOf('a.example.com'));
    expect((await fetch(`http://${serve.adminAddress}/readyz`)).status).to.equal(200);
  });

  it('follows changes of the files', async () => {
    await using folder = await temporaryFolder({ 'a.yaml': service('a') });
    await using serve = await startServe([folder.path]);
    await using client = await connectXds(serve.xdsAddress, { id: 'web-1' }, { autoAck: true });
    client.subscribe('clusters');
    await client.next('clusters');
    await folder.write('b.yaml', service('b'));
    const { resources } = await client.next('clusters');
    expect([...resources.keys()]).to.include(clusterOf('b.example.com'));
    await rm(`${folder.path}/a.yaml`);
    const after = await client.next('clusters');
    expect([...after.resources.keys()]).not.to.include(clusterOf('a.example.com'));
  });

  it('serves the good objects and reports the bad ones with their place', async () => {
    await using folder = await temporaryFolder({ 'a.yaml': service('a'), 'bad.yaml': misspelt('bad') });
    await using serve = await startServe([folder.path]);
    const line = await serve.line('spec lacks the field hosts, and has "hots" instead');
    expect(line).to.include({ code: 'XDS0213', file: `${folder.path}/bad.yaml`, line: 6, column: 3 });
    expect(await clustersAt(serve.xdsAddress)).to.include(clusterOf('a.example.com'));
  });

  it('serves what comes on stdin', async () => {
    await using serve = await startServe(['-'], service('piped'));
    expect(await clustersAt(serve.xdsAddress)).to.include(clusterOf('piped.example.com'));
  });

  it('takes -n for objects without a namespace, from files and from stdin', async () => {
    await using folder = await temporaryFolder({ 'a.yaml': service('a') });
    await using serve = await startServe([folder.path, '-', '-n', 'shop'], service('piped'));
    // A proxy is served when all was read.
    await clustersAt(serve.xdsAddress);
    const page = await fetch(`http://${serve.adminAddress}/debug/registryz`);
    const services = (await page.json()) as readonly { Attributes: { Name: string; Namespace: string } }[];
    const names = services.map(({ Attributes: { Name, Namespace } }) => `${Namespace}/${Name}`);
    expect(names).to.have.members(['shop/a', 'shop/piped']);
  });

  it('serves without any path', async () => {
    await using serve = await startServe([]);
    expect(await clustersAt(serve.xdsAddress)).to.include('BlackHoleCluster');
  });

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`ends with 0 on ${signal}, also while a proxy is connected`, async () => {
      await using folder = await temporaryFolder({ 'a.yaml': service('a') });
      await using serve = await startServe([folder.path]);
      await using client = await connectXds(serve.xdsAddress, { id: 'web-1' });
      client.subscribe('clusters');
      await client.next('clusters');
      expect(await serve.end(signal)).to.equal(0);
      expect(await serve.line('stopped')).to.include({ msg: 'stopped' });
      expect(serve.stderr()).to.equal('');
    });
  }

  for (const flag of ['--xds-address', '--admin-address']) {
    it(`ends with 1 when the port of ${flag} is taken, and names the flag`, async () => {
      const other = createServer().listen(0, '127.0.0.1');
      await once(other, 'listening');
      const taken = `127.0.0.1:${(other.address() as AddressInfo).port}`;
      try {
        const { status, stderr } = await runXdsim(['serve', ...free, flag, taken]);
        expect(stderr)
          .to.contain(`${taken} is in use by another program`)
          .and.to.contain(`choose another with ${flag}`);
        expect(status).to.equal(1);
      } finally {
        other.close();
      }
    });
  }

  it('ends with 65 when a path does not exist', async () => {
    const { status, stderr } = await runXdsim(['serve', ...free, '/no/such/mesh']);
    expect({ status, stderr }).to.deep.equal({ status: 65, stderr: 'error: /no/such/mesh does not exist\n' });
  });

  it('ends with 65 when a file of a flag cannot be read or used', async () => {
    await using folder = await temporaryFolder({ 'not.pem': 'not PEM' });
    const not = `${folder.path}/not.pem`;
    const absent = await runXdsim(['serve', ...free, '--tls-cert', '/no/cert.pem', '--tls-key', not]);
    expect(absent.stderr).to.equal('--tls-cert: /no/cert.pem cannot be read: it does not exist\n');
    expect(absent.status).to.equal(65);
    const wrong = await runXdsim(['serve', ...free, '--tls-cert', not, '--tls-key', not]);
    expect(wrong.stderr).to.contain('--tls-cert and --tls-key cannot be used');
    expect(wrong.status).to.equal(65);
  });

  it('ends with 65 when it would serve plain text to others, unless told to', async () => {
    const everywhere = ['serve', '--admin-address', '127.0.0.1:0', '--xds-address', '0.0.0.0:0'];
    const { status, stderr } = await runXdsim(everywhere);
    expect(status).to.equal(65);
    expect(stderr).to.contain('others can reach 0.0.0.0:0').and.to.contain('--insecure');
    await using serve = await startServe(['-', '--xds-address', '0.0.0.0:0', '--insecure'], service('a'));
    expect(serve.xdsAddress).to.match(/^0\.0\.0\.0:\d+$/);
  });

  it('ends with 65 when a limit does not exist', async () => {
    const { status, stderr } = await runXdsim(['serve', ...free, '--limit', 'stream=1']);
    expect(status).to.equal(65);
    expect(stderr).to.contain('--limit: there is no limit stream; there are requestBytes, ');
  });

  const badRules: readonly (readonly [file: string, says: string])[] = [
    ['a: [', 'is not YAML'],
    ['identity: a', 'has to be a list of rules'],
    ['- a', 'rule 1 has to be an object'],
    ['- { identity: a }\n- { nodeIds: [a] }', 'rule 2 needs an identity'],
    [
      '- { identity: a, nodes: [a] }',
      'rule 1 has "nodes", which is none of identity, nodeIds and namespaces',
    ],
    ['- { identity: a, nodeIds: a }', 'rule 1: nodeIds has to be a list of texts'],
  ];
  for (const [rules, says] of badRules)
    it(`ends with 65 when a file of --allow is ${JSON.stringify(rules)}`, async () => {
      const { cert, key } = selfSignedCertificate({ commonName: 'xdsim', hosts: ['localhost'] });
      await using folder = await temporaryFolder({ 'cert.pem': cert, 'key.pem': key, 'allow.yaml': rules });
      const [c, k, a] = ['cert.pem', 'key.pem', 'allow.yaml'].map((name) => `${folder.path}/${name}`);
      const tls = ['--tls-cert', c!, '--tls-key', k!, '--tls-client-ca', c!];
      const { status, stderr } = await runXdsim(['serve', ...free, ...tls, '--allow', a!]);
      expect(status).to.equal(65);
      expect(stderr).to.contain('--allow: ').and.to.contain(says);
    });

  const badSecrets: readonly (readonly [file: string, says: string])[] = [
    ['a: [', 'is not YAML'],
    ['name: a', 'has to be a list of secrets'],
    ['- a', 'secret 1 has to be an object'],
    ['- { trustedCa: a }', 'secret 1 needs a name'],
    ['- { name: a, ca: b }', 'secret 1 has "ca", which is none of name, certificateChain, '],
    ['- { name: a, trustedCa: [b] }', 'secret 1: trustedCa has to be the path of a file'],
    ['- { name: a, privateKey: b }', 'secret a: certificateChain and privateKey belong together'],
  ];
  for (const [list, says] of badSecrets)
    it(`ends with 65 when a file of --secrets is ${JSON.stringify(list)}`, async () => {
      await using folder = await temporaryFolder({ 'secrets.yaml': list });
      const { status, stderr } = await runXdsim([
        'serve',
        ...free,
        '--secrets',
        `${folder.path}/secrets.yaml`,
      ]);
      expect(status).to.equal(65);
      expect(stderr).to.contain('--secrets: ').and.to.contain(says);
    });

  it('speaks TLS with a certificate', async () => {
    const { cert, key } = selfSignedCertificate({ commonName: 'xdsim', hosts: ['localhost'] });
    await using folder = await temporaryFolder({ 'cert.pem': cert, 'key.pem': key });
    const tls = ['--tls-cert', `${folder.path}/cert.pem`, '--tls-key', `${folder.path}/key.pem`];
    await using serve = await startServe(['-', ...tls], service('a'));
    await using client = await connectXds(
      serve.xdsAddress.replace('127.0.0.1', 'localhost'),
      { id: 'web-1' },
      { credentials: credentials.createSsl(Buffer.from(cert)) },
    );
    client.subscribe('clusters');
    expect([...(await client.next('clusters')).resources.keys()]).to.include(clusterOf('a.example.com'));
  });
});

describe('xdsim serve, as a terminal shows it', () => {
  it('says what listens where, how to attach an Envoy, and tells a line a change', async () => {
    await using folder = await temporaryFolder({ 'a.yaml': service('a') });
    const child = spawn(process.execPath, [bin, 'serve', ...free, folder.path, '-o', 'pretty'], {
      env: environment({}),
    });
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
    const tells = (pattern: RegExp) =>
      until(() => pattern.exec(told) ?? undefined, { what: String(pattern) });
    try {
      const [, address = ''] = await tells(/xDS +(127\.0\.0\.1:\d+)\n/);
      await tells(/reads +\S+: 1 object, and follows changes\n/);
      await tells(
        new RegExp(`attach +envoy -c <\\(npx xdsim bootstrap --id web-1 --xds-address ${address}\\)\n`),
      );

      await using client = await connectXds(address, { id: 'web-1' }, { autoAck: true });
      client.subscribe('clusters');
      await tells(/ {2}web-1 {2}connected\n/);
      await tells(/ {2}web-1 {2}CDS ✓ [\d.]+ ms\n/);
      await folder.write('b.yaml', service('b'));
      await tells(/b\.yaml {2}ServiceEntry default\/b created\n/);
      await folder.write('b.yaml', misspelt('b'));
      await tells(
        /error\[XDS0213\]: spec lacks the field hosts, and has "hots" instead\n --> \S+b\.yaml:6:3\n/,
      );
      await rm(`${folder.path}/b.yaml`);
      await tells(/b\.yaml {2}ServiceEntry default\/b deleted\n/);
      await tells(/b\.yaml {2}fine again\n/);

      // Only the next response is to be rejected.
      await until(() => !client.resources('clusters').has(clusterOf('b.example.com')));
      client.autoAck(false);
      await folder.write('c.yaml', service('c'));
      await until(async () => (await client.next('clusters')).resources.has(clusterOf('c.example.com')));
      client.nack('outbound|8080||c.example.com: not today');
      await tells(/error\[XDS0601\]: web-1 rejected cluster .*not today\n/);
      await tells(/c\.yaml:/);
    } finally {
      child.kill('SIGTERM');
      await once(child, 'close');
    }
    expect(child.exitCode).to.equal(0);
  });
});

describe('xdsim serve --data-dir', () => {
  /** Keeps an object as a program does that has a server of its own. */
  async function keep(dataDir: string, name: string): Promise<void> {
    await using server = await createXdsServer({
      dataDir,
      xdsAddress: '127.0.0.1:0',
      adminAddress: '127.0.0.1:0',
    });
    server.registry.apply(parse(service(name)).objects);
    await server.registry.persisted();
  }

  it('serves what was kept, over SIGKILL and SIGTERM, beside what is in files', async () => {
    await using folder = await temporaryFolder({ 'a.yaml': service('a') });
    const dataDir = `${folder.path}/data`;
    await keep(dataDir, 'kept');
    for (const [signal, status] of [
      ['SIGKILL', null],
      ['SIGTERM', 0],
    ] as const) {
      await using serve = await startServe([`${folder.path}/a.yaml`, '--data-dir', dataDir]);
      expect(await clustersAt(serve.xdsAddress)).to.include.members([
        clusterOf('a.example.com'),
        clusterOf('kept.example.com'),
      ]);
      expect(await serve.end(signal)).to.equal(status);
    }
  });

  it('ends with 1 when another one uses the folder, which goes on', async () => {
    await using folder = await temporaryFolder({});
    await using serve = await startServe(['--data-dir', folder.path]);
    const { status, stderr } = await runXdsim(['serve', ...free, '--data-dir', folder.path]);
    expect(stderr).to.equal(
      `error: --data-dir: ${folder.path} is in use by another xdsim: give each a folder of its own\n`,
    );
    expect(status).to.equal(1);
    expect((await fetch(`http://${serve.adminAddress}/readyz`)).status).to.equal(200);
  });

  it('ends with 65 when the folder is for something else', async () => {
    await using folder = await temporaryFolder({ 'a.yaml': service('a') });
    const { status, stderr } = await runXdsim(['serve', ...free, '--data-dir', folder.path]);
    expect(stderr).to.equal(
      `error: --data-dir: ${folder.path} holds other files: give a folder that is empty, or does not exist\n`,
    );
    expect(status).to.equal(65);
  });
});
