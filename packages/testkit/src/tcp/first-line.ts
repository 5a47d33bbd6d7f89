import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

export interface LineRequest {
  readonly port: number;
  /** The address to connect to; `127.0.0.1` unless given. */
  readonly address?: string;
  /** Sent once the connection stands; nothing unless given, and the server has to speak first. */
  readonly send?: string;
  /** Speaks TLS; the server's certificate is not verified. An empty name sends no SNI. */
  readonly tls?: { readonly serverName: string };
  /** 10 seconds unless given; after it the promise is rejected. */
  readonly timeoutMs?: number;
}

/**
 * Opens a connection and returns the first line that comes back, without its end; `undefined` when the connection is closed
 * before there is one, as a proxy does with what it does not forward.
 *
 * @throws Error when nothing listens there, when a handshake fails, or when there is neither line nor end in time
 *
 * @example
 * expect(await firstLine({ port: mesh.port(3306) })).to.equal('mysql-1');
 */
export function firstLine(request: LineRequest): Promise<string | undefined> {
  const { port, address = '127.0.0.1', send, tls, timeoutMs = 10_000 } = request;
  return new Promise((resolve, reject) => {
    const plain = { port, host: address };
    const serverName = tls?.serverName && !isIP(tls.serverName) ? { servername: tls.serverName } : {};
    const socket: Socket = tls
      ? connectTls({ ...plain, ...serverName, rejectUnauthorized: false })
      : connect(plain);
    const timer = setTimeout(
      () => socket.destroy(new Error(`no line from port ${port} within ${timeoutMs} ms`)),
      timeoutMs,
    );
    let text = '';
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      if (send !== undefined) socket.write(send);
    });
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end < 0) return;
      resolve(text.slice(0, end).replace(/\r$/, ''));
      socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // A cut connection is an end like any other; Node calls it so during a handshake too.
      if (error.code === 'ECONNRESET') resolve(undefined);
      else reject(error);
    });
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
    // The other side ended without a line: so do we.
    socket.on('end', () => socket.destroy());
  });
}
