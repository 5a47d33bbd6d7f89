import { once } from 'node:events';
import { connect } from 'node:net';
import { credentials } from '@grpc/grpc-js';
import { connectXds, selfSignedCertificate } from '@xdsim/testkit';
import { startServer } from '../start.js';

const { cert, key } = selfSignedCertificate({ commonName: 'xdsim', hosts: ['localhost'] });
const tls = { cert: Buffer.from(cert), key: Buffer.from(key) };

/** The head of a TLS record of 512 bytes with a ClientHello, most of which does not come. */
const half = Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 252, 3, 3]);

describe('a handshake that does not end', () => {
  for (const [what, said] of [
    ['nothing', Buffer.alloc(0)],
    ['half of its first message', half],
  ] as const)
    it(`as the client says ${what} is given up, and others are served`, async () => {
      const limits = { firstRequestMs: 300, keepaliveMs: 60_000 };
      await using server = await startServer({ xdsAddress: 'localhost:0', tls, limits });
      const { port, hostname } = new URL(`http://${server.xdsAddress}`);
      const socket = connect(Number(port), hostname).on('error', () => {});
      socket.resume().write(said);
      await once(socket, 'close');
      await using proxy = await connectXds(
        server.xdsAddress,
        { id: 'web-1' },
        { credentials: credentials.createSsl(tls.cert) },
      );
      proxy.subscribe('clusters');
      await proxy.next('clusters');
    });
});
