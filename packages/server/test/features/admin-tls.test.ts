import { rename, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { selfSignedCertificate, until } from '@xdsim/testkit';
import { expect } from 'chai';
import { CertificateFileError, InsecureAddressError, type Server } from '../../src/index.js';
import { createFolder } from '../folder.js';
import { startServer } from '../start.js';

const certificate = (commonName = 'xdsim') => selfSignedCertificate({ commonName, hosts: ['localhost'] });
const path = '/apis/networking.istio.io/v1/serviceentries';

/** What is answered over TLS, by a server whose certificate is of this authority. */
const ask = (server: Server, ca: string, headers = {}): Promise<{ status?: number; body: string }> =>
  new Promise((resolve, reject) => {
    request(`https://${server.adminAddress}${path}`, { ca, headers, agent: false }, (answer) => {
      text(answer).then((body) => resolve({ status: answer.statusCode!, body }), reject);
    })
      .once('error', reject)
      .end();
  });

const shownBy = (address: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port, hostname: host } = new URL(`http://${address}`);
    const socket = connect({ port: Number(port), host, rejectUnauthorized: false }, () => {
      resolve([socket.getPeerCertificate().subject.CN].flat().join());
      socket.destroy();
    }).on('error', reject);
  });

describe('an admin address with a certificate', () => {
  it('speaks TLS, and asks for the token there', async () => {
    const { cert, key } = certificate();
    const adminTls = { cert: Buffer.from(cert), key: Buffer.from(key) };
    await using server = await startServer({ adminAddress: 'localhost:0', adminTls, adminToken: 'sesame' });
    expect((await ask(server, cert)).status).to.equal(401);
    const { status, body } = await ask(server, cert, { authorization: 'Bearer sesame' });
    expect(status).to.equal(200);
    expect(body).to.include('ServiceEntryList');
  });

  it('says nothing in plain text', async () => {
    const { cert, key } = certificate();
    const adminTls = { cert: Buffer.from(cert), key: Buffer.from(key) };
    await using server = await startServer({ adminAddress: 'localhost:0', adminTls });
    const { port, hostname } = new URL(`http://${server.adminAddress}`);
    const socket = connectPlain(Number(port), hostname).on('error', () => {});
    socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    expect(await text(socket).catch(() => '')).not.to.include('HTTP/');
  });

  it('shows a new one when its files change, and none that does not fit', async () => {
    await using folder = await createFolder();
    const [certFile, keyFile] = [`${folder.path}/cert.pem`, `${folder.path}/key.pem`];
    const replace = async (file: string, content: string) => {
      await writeFile(`${file}.new`, content);
      await rename(`${file}.new`, file);
    };
    const old = certificate('old');
    await Promise.all([folder.write('cert.pem', old.cert), folder.write('key.pem', old.key)]);
    const adminTls = { certFile, keyFile, refreshMs: 20 };
    await using server = await startServer({ adminAddress: 'localhost:0', adminTls });
    expect(await shownBy(server.adminAddress)).to.equal('old');
    const renewed = certificate('new');
    await replace(certFile, renewed.cert);
    await until(() => server.diagnostics().some(({ code }) => code === 'XDS0630'), { what: 'the report' });
    expect(await shownBy(server.adminAddress)).to.equal('old');
    await replace(keyFile, renewed.key);
    await until(async () => (await shownBy(server.adminAddress)) === 'new', { what: 'the new one' });
    await until(() => server.diagnostics().length === 0, { what: 'all is well' });
  });

  it('closes also while somebody does not shake hands', async () => {
    const { cert, key } = certificate();
    const adminTls = { cert: Buffer.from(cert), key: Buffer.from(key) };
    const server = await startServer({ adminAddress: 'localhost:0', adminTls });
    const { port, hostname } = new URL(`http://${server.adminAddress}`);
    const socket = connectPlain(Number(port), hostname).on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    const gone = new Promise((resolve) => socket.once('close', resolve));
    socket.resume();
    await server.close();
    await gone;
  });

  it('keeps the server from starting when its files cannot be used', async () => {
    const adminTls = { certFile: '/nowhere/cert.pem', keyFile: '/nowhere/key.pem' };
    const error = await startServer({ adminTls }).catch((e: unknown) => e);
    expect(error).to.be.an.instanceOf(CertificateFileError);
  });
});

describe('a token', () => {
  it('is not asked for in plain text where others read along, unless they may', async () => {
    const open = { adminAddress: '0.0.0.0:0', adminToken: 'sesame' };
    const error = await startServer(open).catch((e: unknown) => e);
    expect(error).to.be.an.instanceOf(InsecureAddressError);
    expect((error as InsecureAddressError).option).to.equal('adminAddress');
    await using server = await startServer({ ...open, insecure: true });
    expect(server.adminAddress).to.match(/^0\.0\.0\.0:/);
  });
});
