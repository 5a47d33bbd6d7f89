import { createServer, type Socket } from 'node:net';
import { expect } from 'chai';
import { listen } from '../src/backends/backend.js';
import { firstLine, startHttpBackend, startTcpBackend, startTlsBackend } from '../src/index.js';
import { rejection } from './rejection.js';

const serve = (name: string, handle: (socket: Socket) => void) =>
  listen(
    createServer((socket) => handle(socket.on('error', () => {}))),
    { name },
  );

describe('firstLine', () => {
  it('returns what the server says first', async () => {
    await using backend = await startTcpBackend({ name: 'mysql-1' });
    expect(await firstLine({ port: backend.port })).to.equal('mysql-1');
  });

  it('sends what it is given, and returns the line without its end', async () => {
    await using backend = await startHttpBackend({ name: 'v1' });
    const send = 'GET /status/418 HTTP/1.1\r\nHost: a\r\n\r\n';
    expect(await firstLine({ port: backend.port, send })).to.match(/^HTTP\/1\.1 418 [^\r]*$/);
  });

  it('puts a line together that comes in pieces', async () => {
    await using backend = await serve('pieces', (socket) => {
      socket.write('mys');
      setImmediate(() => socket.write('ql-1\nand more'));
    });
    expect(await firstLine({ port: backend.port })).to.equal('mysql-1');
  });

  it('speaks TLS, with and without a name', async () => {
    await using backend = await startTlsBackend({ name: 'api' });
    const send = 'GET /status/200 HTTP/1.1\r\nHost: a\r\n\r\n';
    for (const serverName of ['api.example.com', ''])
      expect(await firstLine({ port: backend.port, send, tls: { serverName } })).to.equal('HTTP/1.1 200 OK');
  });

  for (const [how, handle] of [
    ['ended', (socket: Socket) => socket.end('half a line')],
    ['reset', (socket: Socket) => socket.resetAndDestroy()],
  ] as const) {
    it(`returns nothing when the connection is ${how} before there is a line`, async () => {
      await using backend = await serve('rude', handle);
      expect(await firstLine({ port: backend.port, send: 'hello\n' })).to.equal(undefined);
    });
  }

  it('fails where nobody listens, without a handshake, and when it takes too long', async () => {
    const backend = await startTcpBackend({ name: 'gone' });
    await backend.close();
    expect((await rejection(firstLine({ port: backend.port }))).message).to.contain('ECONNREFUSED');
    await using plain = await startTcpBackend({ name: 'plain' });
    await rejection(firstLine({ port: plain.port, tls: { serverName: 'a.example.com' } }));
    await using silent = await serve('silent', () => {});
    const late = await rejection(firstLine({ port: silent.port, timeoutMs: 30 }));
    expect(late.message).to.equal(`no line from port ${silent.port} within 30 ms`);
  });
});
