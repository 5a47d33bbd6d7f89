import { createSocket, type Socket } from 'node:dgram';
import { createServer, isIPv4, type Server } from 'node:net';

const BIND_ATTEMPTS = 20;

/** UDP and TCP on one port: the system chooses it for UDP, and may have given it to somebody else for TCP. */
export async function bind(
  host: string,
  wanted: number,
): Promise<{ udp: Socket; tcp: Server; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const udp = createSocket(isIPv4(host) ? 'udp4' : 'udp6');
    const tcp = createServer();
    await new Promise<void>((resolve, reject) => udp.once('error', reject).bind(wanted, host, resolve));
    const { port } = udp.address();
    try {
      await new Promise<void>((resolve, reject) => tcp.once('error', reject).listen(port, host, resolve));
      return { udp, tcp, port };
    } catch (error) {
      udp.close();
      if (wanted !== 0 || attempt === BIND_ATTEMPTS) throw error;
    }
  }
}
