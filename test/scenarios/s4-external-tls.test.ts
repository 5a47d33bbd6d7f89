import { files } from '@xdsim/server';
import { firstLine, movePorts, startMesh, startTlsBackend } from '@xdsim/testkit';
import type { BackendAnswer, RunningMesh, TlsBackend } from '@xdsim/testkit';
import { expect } from 'chai';
import { example, registryOnly, scenario } from './scenario.js';

const host = 'api.external-svc.com';
const other = 'other.example.com';

interface Given {
  readonly api: TlsBackend;
  /** A service that no object tells of, at the port where unknown names are forwarded to. */
  readonly unknown: TlsBackend;
  readonly open: RunningMesh;
  readonly closed: RunningMesh;
}

scenario<Given>(
  'S4: external TLS by SNI',
  async (protocol, use) => {
    const api = await use(startTlsBackend({ name: host, hosts: [host] }));
    const unknown = await use(startTlsBackend({ name: other, hosts: [other] }));
    const options = {
      sources: [files(example('external-tls'), { map: movePorts({ 9443: api.port, 443: unknown.port }) })],
      servicePorts: [unknown.port],
      names: { [host]: ['127.0.0.1'], [other]: ['127.0.0.1'] },
      protocol,
    };
    return {
      api,
      unknown,
      open: await use(startMesh(options)),
      closed: await use(startMesh({ ...options, translate: registryOnly })),
    };
  },
  (given) => {
    const ask = (mesh: RunningMesh, serverName: string) =>
      mesh.envoy.request({
        port: mesh.port(given().unknown.port),
        host: serverName,
        tls: { serverName },
        timeoutMs: 5000,
      });

    it('goes end to end: the certificate is the backend’s, and Envoy sees no HTTP', async () => {
      for (const mesh of [given().open, given().closed]) {
        const answer = await ask(mesh, host);
        expect([answer.status, answer.certificateName]).to.deep.equal([200, host]);
        expect(answer.json<BackendAnswer>().tls).to.deep.equal({ serverName: host });
        expect(answer.headers).not.to.have.property('server');
        expect(answer.json<BackendAnswer>().headers).not.to.have.property('x-request-id');
      }
    });

    it('forwards another name blindly', async () => {
      const answer = await ask(given().open, other);
      expect([answer.status, answer.certificateName]).to.deep.equal([200, other]);
      expect(given().unknown.requests()).to.equal(1);
    });

    it('refuses another name under REGISTRY_ONLY', async () => {
      const before = given().unknown.requests();
      const port = given().closed.port(given().unknown.port);
      expect(await firstLine({ port, tls: { serverName: other } })).to.equal(undefined);
      expect(given().unknown.requests()).to.equal(before);
    });

    it('refuses what has no name, or is no TLS at all', async () => {
      const { open, closed, unknown } = given();
      for (const mesh of [open, closed]) {
        const port = mesh.port(unknown.port);
        expect(await firstLine({ port, send: 'GET / HTTP/1.1\r\n\r\n' })).to.equal(undefined);
        expect(await firstLine({ port, tls: { serverName: '' } })).to.equal(undefined);
      }
    });
  },
);
