import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { connect as connectTls } from 'node:tls';
import { expect } from 'chai';
import fc from 'fast-check';
import {
  keepAlive,
  selfSignedCertificate,
  sendRequest,
  startHttpBackend,
  startTcpBackend,
  startTlsBackend,
  type BackendAnswer,
} from '../src/index.js';
import { rejection } from './rejection.js';

describe('startHttpBackend', () => {
  it('says who it is, and repeats the request', async () => {
    await using backend = await startHttpBackend({ name: 'v1' });
    const response = await sendRequest({
      port: backend.port,
      method: 'PUT',
      path: '/a?b',
      host: 'x.com',
      body: 'hi',
    });
    expect(response.status).to.equal(200);
    expect(response.headers['x-backend']).to.equal('v1');
    expect(response.json<BackendAnswer>()).to.deep.include({
      backend: 'v1',
      method: 'PUT',
      path: '/a?b',
      body: 'hi',
    });
    expect(response.json<BackendAnswer>().headers['host']).to.equal('x.com');
    expect(backend.address).to.equal(`127.0.0.1:${backend.port}`);
  });

  for (const status of [200, 404, 418, 503]) {
    it(`answers /status/${status} with ${status}`, async () => {
      await using backend = await startHttpBackend({ name: 'v1' });
      const response = await sendRequest({ port: backend.port, path: `/status/${status}` });
      expect(response.status).to.equal(status);
      expect(response.headers['x-backend']).to.equal('v1');
    });
  }

  it('answers /delay/80 after 80 ms', async () => {
    await using backend = await startHttpBackend({ name: 'v1' });
    const start = performance.now();
    expect((await sendRequest({ port: backend.port, path: '/delay/80' })).status).to.equal(200);
    // Timers may fire up to a millisecond early.
    expect(performance.now() - start).to.be.greaterThan(78);
  });

  it('answers /attempt/2 with 503 until Envoy says that it tries for the second time', async () => {
    await using backend = await startHttpBackend({ name: 'v1' });
    const status = async (attempt?: string): Promise<number> =>
      (
        await sendRequest({
          port: backend.port,
          path: '/attempt/2',
          ...(attempt && { headers: { 'x-envoy-attempt-count': attempt } }),
        })
      ).status;
    expect([await status(), await status('1'), await status('2'), await status('3')]).to.deep.equal([
      503, 503, 200, 200,
    ]);
  });

  it('counts its requests, altogether and by path', async () => {
    await using backend = await startHttpBackend({ name: 'v1' });
    for (const path of ['/a', '/a?b', '/c']) await sendRequest({ port: backend.port, path });
    expect([backend.requests(), backend.requests('/a'), backend.requests('/none')]).to.deep.equal([3, 2, 0]);
    backend.resetRequests();
    expect(backend.requests()).to.equal(0);
  });

  it('fails whatever is asked for while it is told to', async () => {
    await using backend = await startHttpBackend({ name: 'v1' });
    const status = async (path: string): Promise<number> =>
      (await sendRequest({ port: backend.port, path })).status;
    backend.answerWith(503);
    expect([await status('/'), await status('/status/200')]).to.deep.equal([503, 503]);
    backend.answerWith(undefined);
    expect(await status('/')).to.equal(200);
    expect(() => backend.answerWith(99)).to.throw(RangeError, '99');
  });

  it('cuts what is open when it is closed, and can be closed again', async () => {
    const backend = await startHttpBackend({ name: 'v1' });
    const open = rejection(sendRequest({ port: backend.port, path: '/delay/60000' }));
    await sendRequest({ port: backend.port });
    await backend.close();
    await open;
    await backend.close();
    expect((await rejection(sendRequest({ port: backend.port }))).message).to.contain('ECONNREFUSED');
  });

  it('says so when its port is taken', async () => {
    await using first = await startHttpBackend({ name: 'v1' });
    const error = await rejection(startHttpBackend({ name: 'v2', port: first.port }));
    expect(error.message).to.contain('EADDRINUSE');
  });
});

describe('sendRequest', () => {
  it('uses one connection again when it is given connections to keep, else one each', async () => {
    await using backend = await startTcpCounting();
    for (let count = 0; count < 3; count++) await sendRequest({ port: backend.port });
    expect(backend.connections()).to.equal(3);
    using connections = keepAlive();
    for (let count = 0; count < 3; count++) await sendRequest({ port: backend.port, connections });
    expect(backend.connections()).to.equal(4);
  });

  it('is rejected when no answer comes in time', async () => {
    await using backend = await startHttpBackend({ name: 'v1' });
    const error = await rejection(sendRequest({ port: backend.port, path: '/delay/60000', timeoutMs: 50 }));
    expect(error.message).to.equal(`no answer from port ${backend.port} within 50 ms`);
  });
});

describe('startTlsBackend', () => {
  it('shows a certificate that names it and is good for its hosts', async () => {
    await using backend = await startTlsBackend({
      name: 'api',
      hosts: ['api.example.com', '*.wild.example.com'],
    });
    for (const servername of ['api.example.com', 'any.wild.example.com', 'localhost']) {
      const socket = connectTls({
        port: backend.port,
        host: '127.0.0.1',
        servername,
        ca: backend.certificate.cert,
      });
      await once(socket, 'secureConnect');
      expect(socket.authorized, servername).to.equal(true);
      expect(socket.getPeerCertificate().subject.CN).to.equal('api');
      socket.destroy();
    }
  });

  it('is refused by a client that trusts others, or asks for another host', async () => {
    await using backend = await startTlsBackend({ name: 'api', hosts: ['api.example.com'] });
    const ca = backend.certificate.cert;
    const failure = async (options: object): Promise<string | undefined> => {
      const socket = connectTls({
        port: backend.port,
        host: '127.0.0.1',
        servername: 'api.example.com',
        ...options,
      });
      const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
      return error.code;
    };
    expect(await failure({})).to.equal('DEPTH_ZERO_SELF_SIGNED_CERT');
    expect(await failure({ servername: 'other.example.com', ca })).to.equal('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('answers with the server name that it was asked for', async () => {
    await using backend = await startTlsBackend({ name: 'api' });
    const response = await sendRequest({ port: backend.port, tls: { serverName: 'asked.example.com' } });
    expect(response.certificateName).to.equal('api');
    expect(response.headers['x-backend']).to.equal('api');
    expect(response.json<BackendAnswer>().tls).to.deep.equal({ serverName: 'asked.example.com' });
  });

  it('lets only known clients in when it is told to, and names them', async () => {
    const client = selfSignedCertificate({ commonName: 'client-1' });
    const stranger = selfSignedCertificate({ commonName: 'client-1' });
    await using backend = await startTlsBackend({
      name: 'api',
      hosts: ['api.example.com'],
      clientCa: client.cert,
    });
    const ask = async (shown: object): Promise<string> => {
      const socket = connectTls({
        port: backend.port,
        host: '127.0.0.1',
        servername: 'api.example.com',
        ca: backend.certificate.cert,
        ...shown,
      });
      socket.write('GET / HTTP/1.1\r\nhost: api.example.com\r\nconnection: close\r\n\r\n');
      return readAll(socket);
    };
    expect(await ask(client)).to.contain('"tls":{"serverName":"api.example.com","clientName":"client-1"}');
    await rejection(ask(stranger));
    await rejection(ask({}));
  });
});

describe('selfSignedCertificate', () => {
  it('is a certificate as others read it', () => {
    const made = selfSignedCertificate({
      commonName: 'backend ü',
      hosts: [
        'a.example.com',
        '127.0.0.1',
        '::1',
        '2001:db8::ff00:42:8329',
        `${'long.'.repeat(40)}example.com`,
      ],
    });
    const read = new X509Certificate(made.cert);
    expect(read.subject).to.equal('CN=backend ü');
    expect(read.subjectAltName?.split(', ')).to.deep.equal([
      'DNS:a.example.com',
      'IP Address:127.0.0.1',
      'IP Address:0:0:0:0:0:0:0:1',
      'IP Address:2001:DB8:0:0:0:FF00:42:8329',
      `DNS:${'long.'.repeat(40)}example.com`,
    ]);
    expect(read.verify(read.publicKey), 'its own signature').to.equal(true);
    expect(read.ca).to.equal(true);
    expect(Date.parse(read.validFrom)).to.be.lessThan(Date.now());
    expect(Date.parse(read.validTo)).to.be.greaterThan(Date.now());
  });

  it('holds for names of any length', () => {
    const label = fc.stringMatching(/^[a-z]{1,60}$/);
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 64 }),
        fc.array(label, { maxLength: 5 }),
        (commonName, hosts) => {
          const { cert } = selfSignedCertificate({ commonName, hosts });
          const read = new X509Certificate(cert);
          return read.verify(read.publicKey) && hosts.every((host) => read.checkHost(host) === host);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('startTcpBackend', () => {
  it('greets with its name, sends back what it gets, and counts connections', async () => {
    await using backend = await startTcpBackend({ name: 'mongo-1' });
    const socket = connectTcp(backend.port, '127.0.0.1');
    const lines = createInterface(socket)[Symbol.asyncIterator]();
    expect((await lines.next()).value).to.equal('mongo-1');
    socket.write('hello\n');
    expect((await lines.next()).value).to.equal('hello');
    expect(backend.connections()).to.equal(1);
    socket.destroy();
  });

  it('cuts its connections when it is closed', async () => {
    const backend = await startTcpBackend({ name: 'mongo-1' });
    const socket = connectTcp(backend.port, '127.0.0.1');
    await once(socket, 'data');
    const closed = once(socket, 'close');
    await backend.close();
    await closed;
  });
});

async function readAll(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  if (text === '') throw new Error('the connection was closed without an answer');
  return text;
}

/** An HTTP server that tells how many connections it got. */
async function startTcpCounting() {
  const { createServer } = await import('node:http');
  const { listen } = await import('../src/backends/backend.js');
  let count = 0;
  const server = createServer((_request, response) => response.end('ok')).on('connection', () => count++);
  return { ...(await listen(server, { name: 'counting' })), connections: () => count };
}
