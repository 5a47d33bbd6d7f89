import { credentials, status } from '@grpc/grpc-js';
import { connectXds, selfSignedCertificate, until, type Certificate } from '@xdsim/testkit';
import { expect } from 'chai';
import { decode, encode } from '@xdsim/envoy';
import type { AccessRule, Server } from '../../src/index.js';
import { callOnce } from '../grpc-call.js';
import { createFolder } from '../folder.js';
import { startServer } from '../start.js';

const pem = (text: string): Buffer => Buffer.from(text);
const own = selfSignedCertificate({ commonName: 'xdsim', hosts: ['localhost'] });
const spiffe = 'spiffe://cluster.local/ns/shop/sa/web';

const credentialsOf = ({ cert, key }: Certificate) =>
  credentials.createSsl(pem(own.cert), pem(key), pem(cert));

/** Opens a stream, and says how that went. */
async function visit(server: Server, certificate: Certificate, more = {}): Promise<number | 'served'> {
  await using proxy = await connectXds(
    server.xdsAddress,
    { id: 'web-1' },
    { credentials: credentialsOf(certificate), autoAck: true, ...more },
  );
  proxy.subscribe('clusters');
  const served = proxy.next('clusters').then(
    () => 'served' as const,
    () => undefined,
  );
  return (await served) ?? (await proxy.ended).code;
}

/** A server whose clients need one of these certificates. */
const startFor = (clients: readonly Certificate[], allow?: Parameters<typeof startServer>[0] & object) =>
  startServer({
    xdsAddress: 'localhost:0',
    tls: { cert: pem(own.cert), key: pem(own.key), clientCa: pem(clients.map(({ cert }) => cert).join('')) },
    ...allow,
  });

describe('a certificate', () => {
  const one = selfSignedCertificate({ commonName: 'one' });
  const past = { validForMs: -60_000 };
  const strangers: readonly (readonly [what: string, shown: Certificate, known: Certificate])[] = [
    ['of another authority', selfSignedCertificate({ commonName: 'other' }), one],
    ['of another authority by the same name', selfSignedCertificate({ commonName: 'one' }), one],
    ...[selfSignedCertificate({ commonName: 'late', ...past })].map(
      (expired) => ['that has expired', expired, expired] as const,
    ),
  ];
  for (const [what, shown, known] of strangers)
    it(`${what} does not get in`, async () => {
      await using server = await startFor([one, known]);
      const outcome = await visit(server, shown, { timeoutMs: 500 }).catch(() => 'no connection');
      expect(outcome).to.be.oneOf(['no connection', status.UNAVAILABLE]);
      expect(server.proxies()).to.deep.equal([]);
      expect(await visit(server, one)).to.equal('served');
    });
});

describe('who a certificate is of', () => {
  const cases: readonly (readonly [what: string, uris: readonly string[], allowed: string, is: boolean])[] = [
    ['its only SPIFFE id', [spiffe], spiffe, true],
    ['the second of two', ['spiffe://cluster.local/ns/bank/sa/api', spiffe], spiffe, true],
    ['a SPIFFE id beside another URI', ['https://shop.example/', spiffe], spiffe, true],
    ['not the common name beside a SPIFFE id', [spiffe], 'web', false],
    ['the common name beside another URI', ['https://shop.example/'], 'web', true],
    ['the common name without any alternative name', [], 'web', true],
    ['not what a URI has somewhere within', [`https://shop.example/?${spiffe}`], spiffe, false],
    ['not a URI with a comma, and another name behind it', [`https://a/, URI:${spiffe}`], spiffe, false],
  ];
  for (const [what, uris, identity, isAllowed] of cases)
    it(`is ${what}`, async () => {
      const client = selfSignedCertificate({ commonName: 'web', uris });
      await using server = await startFor([client], { allow: [{ identity }] });
      expect(await visit(server, client)).to.equal(isAllowed ? 'served' : status.PERMISSION_DENIED);
    });
});

describe('rules that change', () => {
  const client = selfSignedCertificate({ commonName: 'web' });

  it('end the streams that they no longer allow, and no other', async () => {
    let rules: readonly AccessRule[] = [{ identity: 'web' }];
    const allow = { read: async () => rules, refreshMs: 20 };
    await using server = await startFor([client], { allow });
    const options = { credentials: credentialsOf(client), autoAck: true };
    await using stays = await connectXds(server.xdsAddress, { id: 'web-1' }, options);
    await using goes = await connectXds(server.xdsAddress, { id: 'web-2' }, options);
    for (const one of [stays, goes]) {
      one.subscribe('clusters');
      await one.next('clusters');
    }
    rules = [{ identity: 'web', nodeIds: ['web-1'] }];
    expect(await goes.ended).to.include({ code: status.PERMISSION_DENIED });
    stays.subscribe('listeners');
    await stays.next('listeners');
    expect(server.proxies().map(({ id }) => id)).to.deep.equal(['web-1']);
  });
});

describe('certificates that are renewed under load', () => {
  it('end no stream, and hold for those that come', async () => {
    await using folder = await createFolder();
    const client = selfSignedCertificate({ commonName: 'web' });
    const write = async ({ cert, key }: Certificate): Promise<void> => {
      await Promise.all([folder.write('cert.pem', cert), folder.write('key.pem', key)]);
    };
    await folder.write('ca.pem', client.cert);
    await write(own);
    const file = (name: string): string => `${folder.path}/${name}.pem`;
    const tls = { certFile: file('cert'), keyFile: file('key'), clientCaFile: file('ca'), refreshMs: 20 };
    await using server = await startServer({ xdsAddress: 'localhost:0', tls });
    const renewals = Array.from({ length: 5 }, () =>
      selfSignedCertificate({ commonName: 'xdsim', hosts: ['localhost'] }),
    );
    const trusted = pem([own, ...renewals].map(({ cert }) => cert).join(''));
    const options = {
      credentials: credentials.createSsl(trusted, pem(client.key), pem(client.cert)),
      autoAck: true,
    };
    await using before = await connectXds(server.xdsAddress, { id: 'before' }, options);
    before.subscribe('clusters');
    await before.next('clusters');
    let ended = 0;
    void before.ended.then(() => (ended += 1));
    for (const [i, renewed] of renewals.entries()) {
      await write(renewed);
      const visitors = await Promise.all(
        Array.from({ length: 10 }, (_, j) =>
          connectXds(server.xdsAddress, { id: `visitor-${i}-${j}` }, options),
        ),
      );
      for (const visitor of visitors) visitor.subscribe('clusters');
      await Promise.all(visitors.map((visitor) => visitor.next('clusters')));
      await Promise.all(visitors.map((visitor) => visitor.close()));
    }
    await until(() => server.diagnostics().length === 0, { what: 'that all is well' });
    before.subscribe('listeners');
    await before.next('listeners');
    expect(ended).to.equal(0);
  });
});

describe('client status', () => {
  it('tells of the nodes that a certificate may be, where there are rules', async () => {
    const web = selfSignedCertificate({ commonName: 'web' });
    const edge = selfSignedCertificate({ commonName: 'edge' });
    await using server = await startFor([web, edge], {
      allow: [
        { identity: 'web', nodeIds: ['web-*'] },
        { identity: 'edge', nodeIds: ['edge-*'] },
      ],
    });
    await using proxy = await connectXds(
      server.xdsAddress,
      { id: 'web-1' },
      { credentials: credentialsOf(web), autoAck: true },
    );
    proxy.subscribe('clusters');
    await proxy.next('clusters');
    const seenBy = async (certificate: Certificate) => {
      const { answer = Buffer.alloc(0) } = await callOnce(
        server.xdsAddress,
        '/envoy.service.status.v3.ClientStatusDiscoveryService/FetchClientStatus',
        encode('envoy.service.status.v3.ClientStatusRequest', {}),
        undefined,
        credentialsOf(certificate),
      );
      const { config = [] } = decode('envoy.service.status.v3.ClientStatusResponse', answer);
      return config.map(({ node }) => node?.id);
    };
    expect(await seenBy(web)).to.deep.equal(['web-1']);
    expect(await seenBy(edge)).to.deep.equal([]);
  });
});
