import { files } from '@xdsim/server';
import {
  firstLine,
  movePorts,
  startHttpBackend,
  startMesh,
  startTcpBackend,
  startTlsBackend,
} from '@xdsim/testkit';
import type { RunningMesh } from '@xdsim/testkit';
import { expect } from 'chai';
import { example, registryOnly, scenario } from './scenario.js';

const tlsHosts = ['pay.example.com', 'login.example.com'];

scenario(
  'S5: how an outbound request is matched',
  async (protocol, use) => {
    const [reviews, ratings, unknown] = [
      await use(startHttpBackend({ name: 'reviews' })),
      await use(startHttpBackend({ name: 'ratings' })),
      await use(startHttpBackend({ name: 'unknown' })),
    ];
    const [pay, login, unknownTls] = [
      await use(startTlsBackend({ name: 'pay.example.com' })),
      await use(startTlsBackend({ name: 'login.example.com' })),
      await use(startTlsBackend({ name: 'unknown.example.com' })),
    ];
    const [orders, users] = [
      await use(startTcpBackend({ name: 'orders-db' })),
      await use(startTcpBackend({ name: 'users-db' })),
    ];
    // Unknown names are forwarded to the service port itself: 443 becomes one that a backend of this test has.
    const map = movePorts({
      9001: reviews.port,
      9002: ratings.port,
      9443: pay.port,
      9444: login.port,
      9306: orders.port,
      9307: users.port,
      443: unknownTls.port,
    });
    const options = {
      sources: [files(example('matching'), { map })],
      servicePorts: [80, unknownTls.port, 3306, 3307],
      names: { 'unknown.example.com': ['127.0.0.1'] },
      protocol,
    };
    return {
      unknown,
      tlsPort: unknownTls.port,
      open: await use(startMesh(options)),
      closed: await use(startMesh({ ...options, translate: registryOnly })),
    };
  },
  (given) => {
    const http = async (mesh: RunningMesh, host: string) => {
      const { status, headers } = await mesh.envoy.request({ port: mesh.port(80), host });
      return `${status} ${String(headers['x-backend'] ?? 'nobody')}`;
    };
    const tls = async (mesh: RunningMesh, serverName: string) => {
      const { status, certificateName } = await mesh.envoy.request({
        port: mesh.port(given().tlsPort),
        host: serverName,
        tls: { serverName },
      });
      return `${status} ${certificateName}`;
    };
    const tlsIsClosed = async (mesh: RunningMesh, serverName: string) =>
      (await firstLine({ port: mesh.port(given().tlsPort), tls: { serverName } })) === undefined;

    for (const policy of ['open', 'closed'] as const) {
      it(`by Host for HTTP, whatever its port and case (${policy})`, async () => {
        const mesh = given()[policy];
        expect(await http(mesh, 'reviews.example.com')).to.equal('200 reviews');
        expect(await http(mesh, 'ratings.example.com')).to.equal('200 ratings');
        expect(await http(mesh, 'Reviews.Example.com:8080')).to.equal('200 reviews');
      });

      it(`by SNI for TLS (${policy})`, async () => {
        for (const host of tlsHosts) expect(await tls(given()[policy], host)).to.equal(`200 ${host}`);
      });

      it(`by port for TCP (${policy})`, async () => {
        const mesh = given()[policy];
        expect(await firstLine({ port: mesh.port(3306) })).to.equal('orders-db');
        expect(await firstLine({ port: mesh.port(3307) })).to.equal('users-db');
      });
    }

    it('forwards blindly what it does not know, to where the name resolves', async () => {
      const { open, unknown } = given();
      expect(await http(open, `unknown.example.com:${unknown.port}`)).to.equal('200 unknown');
      expect(await tls(open, 'unknown.example.com')).to.equal('200 unknown.example.com');
      expect(await http(open, 'nowhere.example.com')).to.equal('503 nobody');
      expect(await tlsIsClosed(open, 'nowhere.example.com')).to.equal(true);
    });

    it('drops it under REGISTRY_ONLY', async () => {
      const { closed, unknown } = given();
      expect(await http(closed, `unknown.example.com:${unknown.port}`)).to.equal('502 nobody');
      expect(await http(closed, 'nowhere.example.com')).to.equal('502 nobody');
      expect(await tlsIsClosed(closed, 'unknown.example.com')).to.equal(true);
    });
  },
);
