import { files } from '@xdsim/server';
import { movePorts, startHttpBackend, startMesh, startTlsBackend } from '@xdsim/testkit';
import type { BackendAnswer } from '@xdsim/testkit';
import { expect } from 'chai';
import { example, scenario } from './scenario.js';

const host = 'httpbin.org';
const timeoutMs = 3000;

scenario(
  'S7: timeouts and retries on an external service',
  async (protocol, use) => {
    const plain = await use(startHttpBackend({ name: 'plain' }));
    const tls = await use(startTlsBackend({ name: host, hosts: [host] }));
    const mesh = await use(
      startMesh({
        sources: [
          files(example('timeouts-and-retries'), { map: movePorts({ 9001: plain.port, 9443: tls.port }) }),
        ],
        servicePorts: [80, 443],
        names: { [host]: ['127.0.0.1'] },
        protocol,
      }),
    );
    const counter = async (name: string) =>
      (await mesh.envoy.stats(`^cluster\\.outbound\\|80\\|\\|${host};?\\.${name}$`))[
        `cluster.outbound|80||${host}.${name}`
      ] ?? 0;
    return { plain, mesh, counter };
  },
  (given) => {
    const ask = (path: string) => given().mesh.envoy.request({ port: given().mesh.port(80), host, path });

    it('lets an answer pass that comes in time', async () => {
      const answer = await ask('/delay/100');
      expect([answer.status, answer.headers['x-backend']]).to.deep.equal([200, 'plain']);
    });

    it('cuts a slow answer at the timeout, with 504', async () => {
      const start = performance.now();
      const answer = await ask('/delay/60000');
      expect(answer.status).to.equal(504);
      // On a busy machine Envoy's timers fire a little early; when it comes too late, the request itself fails.
      expect(performance.now() - start).to.be.greaterThan(timeoutMs * 0.9);
      expect(await given().counter('upstream_rq_timeout')).to.equal(1);
      expect(await given().counter('upstream_rq_retry')).to.equal(0);
    });

    it('repeats a failed attempt', async () => {
      const answer = await ask('/attempt/2');
      expect(answer.status).to.equal(200);
      expect(answer.json<BackendAnswer>().headers['x-envoy-attempt-count']).to.equal('2');
      expect(given().plain.requests('/attempt/2')).to.equal(2);
      expect(await given().counter('upstream_rq_retry')).to.equal(1);
      expect(await given().counter('upstream_rq_retry_success')).to.equal(1);
    });

    it('gives up after as many attempts as it may make', async () => {
      expect((await ask('/attempt/4')).status).to.equal(503);
      expect(given().plain.requests('/attempt/4')).to.equal(3);
      expect(await given().counter('upstream_rq_retry')).to.equal(3);
      expect(await given().counter('upstream_rq_retry_limit_exceeded')).to.equal(1);
    });

    it('leaves TLS alone, whose requests it cannot see', async () => {
      const { mesh } = given();
      const answer = await mesh.envoy.request({
        port: mesh.port(443),
        host,
        tls: { serverName: host },
        path: '/attempt/2',
      });
      expect([answer.status, answer.certificateName]).to.deep.equal([503, host]);
      expect(answer.headers).not.to.have.property('server');
    });
  },
);
