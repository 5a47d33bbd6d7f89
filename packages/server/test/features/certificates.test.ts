import { rename, writeFile } from 'node:fs/promises';
import { connect } from 'node:tls';
import { credentials, status } from '@grpc/grpc-js';
import { connectXds, selfSignedCertificate, until } from '@xdsim/testkit';
import { expect } from 'chai';
import {
  CertificateFileError,
  InsecureAddressError,
  type AccessRule,
  type ServerEvent,
} from '../../src/index.js';
import { createFolder } from '../folder.js';
import { startServer } from '../start.js';

const pem = (text: string): Buffer => Buffer.from(text);
const serverCertificate = (commonName = 'xdsim') =>
  selfSignedCertificate({ commonName, hosts: ['localhost'] });

/** The common name of the certificate that a server shows to new connections. */
const shownBy = (address: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port, hostname: host } = new URL(`http://${address}`);
    const socket = connect({ port: Number(port), host, rejectUnauthorized: false }, () => {
      const { CN } = socket.getPeerCertificate().subject;
      resolve([CN].flat().join());
      socket.destroy();
    }).on('error', reject);
  });

/** As a program that renews certificates does it. */
async function replace(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

describe('TLS files', () => {
  it('are read again: new connections get the new certificate, and open ones stay', async () => {
    await using folder = await createFolder();
    const [certFile, keyFile] = [`${folder.path}/cert.pem`, `${folder.path}/key.pem`];
    const old = serverCertificate('old');
    await Promise.all([folder.write('cert.pem', old.cert), folder.write('key.pem', old.key)]);
    const tls = { certFile, keyFile, refreshMs: 20 };
    await using server = await startServer({ xdsAddress: 'localhost:0', tls });
    const wrong: string[] = [];
    server.events$.subscribe((event: ServerEvent) => {
      if (event.kind === 'diagnostics')
        wrong.push(event.diagnostics.map(({ code }) => code).join() || 'well');
    });
    const options = { credentials: credentials.createSsl(pem(old.cert)), autoAck: true };
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, options);
    proxy.subscribe('clusters');
    await proxy.next('clusters');

    // Half of the new: the old one stays.
    const renewed = serverCertificate('new');
    await replace(certFile, renewed.cert);
    await until(() => wrong.length === 1, { what: 'the report of a key that does not fit' });
    expect(await shownBy(server.xdsAddress)).to.equal('old');
    expect(
      server
        .diagnostics()
        .map(({ message }) => message)
        .join(),
    )
      .to.contain('cannot be used')
      .and.not.contain('KEY-----');

    await replace(keyFile, renewed.key);
    await until(async () => (await shownBy(server.xdsAddress)) === 'new', { what: 'the new certificate' });
    expect(wrong).to.deep.equal(['XDS0630', 'well']);
    proxy.subscribe('listeners');
    await proxy.next('listeners');
  });

  it('that cannot be used keep the server from starting', async () => {
    await using folder = await createFolder();
    await folder.write('cert.pem', serverCertificate().cert);
    const certFile = `${folder.path}/cert.pem`;
    for (const keyFile of [certFile, `${folder.path}/none.pem`]) {
      const error = await startServer({ tls: { certFile, keyFile } }).catch((e: unknown) => e);
      expect(error).to.be.an.instanceOf(CertificateFileError);
    }
  });
});

describe('plain text', () => {
  it('is not served to others, unless they may have it', async () => {
    for (const xdsAddress of ['0.0.0.0:0', '[::]:0']) {
      const error = await startServer({ xdsAddress }).catch((e: unknown) => e);
      expect(error).to.be.an.instanceOf(InsecureAddressError);
    }
    await using server = await startServer({ xdsAddress: '0.0.0.0:0', insecure: true });
    expect(server.xdsAddress).to.match(/^0\.0\.0\.0:/);
  });

  it('has no certificates that rules could be about', async () => {
    expect(await startServer({ allow: [] }).catch((e: unknown) => e)).to.be.an.instanceOf(TypeError);
  });
});

describe('a rule for identities', () => {
  const authority = serverCertificate();
  const shop = selfSignedCertificate({
    commonName: 'edge-proxy-2',
    uris: ['spiffe://cluster.local/ns/shop/sa/web'],
  });
  const edge = selfSignedCertificate({ commonName: 'edge-proxy' });
  const allow: readonly AccessRule[] = [
    { identity: 'spiffe://cluster.local/ns/shop/sa/*', namespaces: ['shop'] },
    { identity: 'edge-proxy*', nodeIds: ['edge-*'] },
  ];
  const tls = {
    cert: pem(authority.cert),
    key: pem(authority.key),
    clientCa: pem(shop.cert + edge.cert),
  };
  const cases: readonly (readonly [
    who: 'shop' | 'edge',
    id: string,
    namespace: string,
    isAllowed: boolean,
  ])[] = [
    ['shop', 'web-1', 'shop', true],
    ['shop', 'web-1', 'bank', false],
    // A certificate with a SPIFFE id is not known by its common name.
    ['shop', 'edge-1', 'default', false],
    ['edge', 'edge-1', 'anything', true],
    ['edge', 'web-1', 'shop', false],
  ];
  for (const [who, id, namespace, isAllowed] of cases)
    it(`lets ${who} ${isAllowed ? '' : 'not '}be ${id} in ${namespace}`, async () => {
      const warnings: string[] = [];
      const logger = {
        debug() {},
        info() {},
        error() {},
        warn: (_: object, text: string) => warnings.push(text),
      };
      await using server = await startServer({ xdsAddress: 'localhost:0', tls, allow, logger });
      const { cert, key } = { shop, edge }[who];
      const node = { id, metadata: { NAMESPACE: namespace } };
      await using proxy = await connectXds(server.xdsAddress, node, {
        credentials: credentials.createSsl(tls.cert, pem(key), pem(cert)),
        autoAck: true,
      });
      proxy.subscribe('clusters');
      if (isAllowed) {
        await proxy.next('clusters');
        return;
      }
      expect(await proxy.ended).to.include({ code: status.PERMISSION_DENIED });
      expect(server.proxies()).to.deep.equal([]);
      const identity = who === 'shop' ? 'spiffe://cluster.local/ns/shop/sa/web' : 'edge-proxy';
      expect(warnings).to.deep.equal([
        `refused: ${identity} may not be node "${id}" in namespace ${namespace}`,
      ]);
    });

  it('is read again: new streams are held to the new ones, and broken ones change nothing', async () => {
    let rules = (): readonly AccessRule[] => [{ identity: 'edge-proxy', nodeIds: ['edge-1'] }];
    const followed = { read: async () => rules(), refreshMs: 20 };
    await using server = await startServer({ xdsAddress: 'localhost:0', tls, allow: followed });
    const code = async (id: string): Promise<number | 'served'> => {
      await using proxy = await connectXds(
        server.xdsAddress,
        { id },
        {
          credentials: credentials.createSsl(tls.cert, pem(edge.key), pem(edge.cert)),
          autoAck: true,
        },
      );
      proxy.subscribe('clusters');
      const served = proxy.next('clusters').then(
        () => 'served' as const,
        () => undefined,
      );
      return (await served) ?? (await proxy.ended).code;
    };
    expect(await code('edge-1')).to.equal('served');
    expect(await code('edge-2')).to.equal(status.PERMISSION_DENIED);
    rules = () => {
      throw new Error('allow.yaml: rule 1 needs an identity');
    };
    await until(() => server.diagnostics().some(({ code: is }) => is === 'XDS0634'), {
      what: 'the diagnostic',
    });
    expect(await code('edge-1')).to.equal('served');
    rules = () => [{ identity: 'edge-proxy', nodeIds: ['edge-2'] }];
    await until(() => server.diagnostics().length === 0, { what: 'that all is well' });
    expect(await code('edge-2')).to.equal('served');
    expect(await code('edge-1')).to.equal(status.PERMISSION_DENIED);
  });
});
