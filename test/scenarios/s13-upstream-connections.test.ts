import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AnyObject } from '@xdsim/api';
import { files } from '@xdsim/server';
import { movePorts, startMesh } from '@xdsim/testkit';
import type { BackendAnswer } from '@xdsim/testkit';
import { expect } from 'chai';
import { certificates, startBackends } from '../../examples/upstream-connections/start-backends.js';
import { example, scenario, withAccessLog } from './scenario.js';

/** A folder of its own instead of the one that the YAML names. */
const moveFiles =
  (folder: string) =>
  (object: AnyObject): AnyObject =>
    JSON.parse(JSON.stringify(object).replaceAll(`${certificates}/`, `${folder}/`)) as AnyObject;

async function scratchFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'upstream-connections-'));
  return { path: folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

scenario(
  'S13: connection pools and TLS origination',
  async (protocol, use) => {
    const folder = await use(scratchFolder());
    const backends = await use(startBackends(folder.path));
    const { slow, simple, mutual } = backends;
    const toPorts = movePorts({ 9001: slow.port, 9443: simple.port, 9444: mutual.port });
    const toFiles = moveFiles(folder.path);
    // Envoy opens /dev/stdout by its name, which works with a terminal or a file and not with the sockets of Node.
    const accessLogFile = path.join(folder.path, 'access.log');
    const mesh = await use(
      startMesh({
        sources: [files(example('upstream-connections'), { map: (object) => toFiles(toPorts(object)) })],
        servicePorts: [80],
        translate: { mesh: { ...withAccessLog.mesh, accessLogFile } },
        protocol,
      }),
    );
    return { ...backends, mesh, accessLogFile };
  },
  (given) => {
    const ask = (name: string, path = '/') =>
      given().mesh.envoy.request({ port: given().mesh.port(80), host: `${name}.example.com`, path });

    it('keeps one connection, lets one request wait, and answers the third with an overflow', async () => {
      const { mesh, slow, accessLogFile } = given();
      const first = ask('slow', '/delay/500');
      // A request that comes while the connection is still being made would have to wait as well.
      await mesh.envoy.until(() => slow.requests() === 1, { what: 'the first request' });
      const answers = await Promise.all([first, ask('slow', '/delay/500'), ask('slow', '/delay/500')]);
      expect(answers.map((a) => a.status)).to.have.members([200, 200, 503]);
      const refused = answers.find((a) => a.status === 503);
      expect(refused?.body).to.match(/reset reason: overflow/);
      expect(slow.requests()).to.equal(2);
      const overflow = /"GET \/delay\/500 HTTP\/1.1" 503 UO /;
      await mesh.envoy.until(async () => overflow.test(await readFile(accessLogFile, 'utf8')), {
        what: 'the flag UO in the access log',
      });
      const stats = await mesh.envoy.stats('slow\\.example\\.com.*(pending_overflow|cx_total)$');
      expect(stats).to.deep.equal({
        'cluster.outbound|80||slow.example.com.upstream_cx_total': 1,
        'cluster.outbound|80||slow.example.com.upstream_rq_pending_overflow': 1,
      });
    });

    it('speaks TLS to the service under the name that is asked for (SIMPLE)', async () => {
      const answer = await ask('simple');
      expect(answer.status).to.equal(200);
      expect(answer.json<BackendAnswer>()).to.deep.include({
        backend: 'simple',
        tls: { serverName: 'simple.example.com' },
      });
    });

    it('shows its certificate as well (MUTUAL)', async () => {
      const answer = await ask('mutual');
      expect(answer.status).to.equal(200);
      expect(answer.json<BackendAnswer>()).to.deep.include({
        backend: 'mutual',
        tls: { serverName: 'mutual.example.com', clientName: 'client-1' },
      });
    });

    it('refuses a service whose certificate is for another name', async () => {
      const before = given().simple.requests();
      const answer = await ask('impostor');
      expect(answer.status).to.equal(503);
      const stats = await given().mesh.envoy.stats('impostor\\.example\\.com\\.ssl\\.fail_verify_san');
      expect(Object.values(stats)).to.deep.equal([3]); // An attempt, and Istio's two retries when no connection comes about.
      expect(given().simple.requests()).to.equal(before);
    });
  },
);
