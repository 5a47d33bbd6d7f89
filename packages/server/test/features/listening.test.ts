import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { credentials } from '@grpc/grpc-js';
import { connectXds, selfSignedCertificate } from '@xdsim/testkit';
import { expect } from 'chai';
import { AddressInUseError, ListenError } from '../../src/index.js';
import { startServer } from '../start.js';

/** An address that something else listens on. */
async function takenAddress() {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { address, [Symbol.asyncDispose]: () => new Promise<void>((done) => server.close(() => done())) };
}

describe('an address that is taken', () => {
  for (const option of ['xdsAddress', 'adminAddress'] as const)
    it(`is told with the option that changes it: ${option}`, async () => {
      await using taken = await takenAddress();
      const error = await startServer({ [option]: taken.address }).catch((e: unknown) => e);
      expect(error).to.be.an.instanceOf(AddressInUseError);
      expect(error).to.include({ name: 'AddressInUseError', address: taken.address, option });
      expect(error)
        .to.have.property('message')
        .that.equals(`${taken.address} is in use by another program: choose another ${option}`);
    });

  it('leaves the other address free', async () => {
    await using taken = await takenAddress();
    await using free = await takenAddress();
    await free[Symbol.asyncDispose]();
    const options = { adminAddress: free.address };
    await startServer({ ...options, xdsAddress: taken.address }).catch(() => {});
    await using server = await startServer(options);
    expect(server.adminAddress).to.equal(free.address);
  });
});

describe('an address', () => {
  it('that is not one of this host cannot be listened on', async () => {
    for (const option of ['xdsAddress', 'adminAddress']) {
      const error = await startServer({ [option]: '192.0.2.1:0', insecure: true }).catch((e: unknown) => e);
      expect(error).to.be.an.instanceOf(ListenError).and.not.an.instanceOf(AddressInUseError);
      expect(error).to.include({ option, address: '192.0.2.1:0' });
    }
  });

  it('that is none is refused', async () => {
    for (const address of ['127.0.0.1', ':80', 'localhost:99999', '::1:80'])
      expect(await startServer({ xdsAddress: address }).catch((e: unknown) => e)).to.be.an.instanceOf(
        RangeError,
      );
  });

  it('may be a name', async () => {
    await using server = await startServer({ xdsAddress: 'localhost:0', adminAddress: 'localhost:0' });
    expect(server.xdsAddress).to.match(/^localhost:\d+$/);
    expect((await fetch(`http://${server.adminAddress}/healthz`)).status).to.equal(200);
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { autoAck: true });
    proxy.subscribe('clusters');
    await proxy.next('clusters');
  });
});

describe('an xDS address with TLS', () => {
  const authority = selfSignedCertificate({ commonName: 'xdsim', hosts: ['localhost'] });
  const client = selfSignedCertificate({ commonName: 'web-1' });
  const stranger = selfSignedCertificate({ commonName: 'stranger' });
  const pem = (text: string): Buffer => Buffer.from(text);
  const tls = { cert: pem(authority.cert), key: pem(authority.key), clientCa: pem(client.cert) };
  const as = ({ cert, key }: typeof client) => credentials.createSsl(tls.cert, pem(key), pem(cert));

  it('serves those who show a certificate of the authority, and nobody else', async () => {
    await using server = await startServer({ xdsAddress: 'localhost:0', tls });
    await using proxy = await connectXds(
      server.xdsAddress,
      { id: 'web-1' },
      { credentials: as(client), autoAck: true },
    );
    proxy.subscribe('clusters');
    await proxy.next('clusters');
    for (const others of [as(stranger), credentials.createSsl(tls.cert), credentials.createInsecure()]) {
      const options = { credentials: others, timeoutMs: 300 };
      const refused = await connectXds(server.xdsAddress, { id: 'web-2' }, options).then(
        async (connected) => {
          // With TLS 1.3 a client learns that its certificate was refused only after it has connected.
          connected.subscribe('clusters');
          const { code } = await connected.ended;
          await connected.close();
          return code !== 0;
        },
        () => true,
      );
      expect(refused).to.equal(true);
    }
    expect(server.proxies().map(({ id }) => id)).to.deep.equal(['web-1']);
  });

  it('asks nobody for a certificate when no authority is given', async () => {
    const { cert, key } = tls;
    await using server = await startServer({ xdsAddress: 'localhost:0', tls: { cert, key } });
    const options = { credentials: credentials.createSsl(cert), autoAck: true };
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, options);
    proxy.subscribe('clusters');
    await proxy.next('clusters');
  });
});
