import { files } from '@xdsim/server';
import { movePorts, startHttpBackend, startMesh } from '@xdsim/testkit';
import { expect } from 'chai';
import { example, scenario } from './scenario.js';

const host = 'ratings.example.com';
const cluster = `outbound|80||${host}`;

scenario(
  'S10: outlier detection',
  async (protocol, use) => {
    const well = await use(startHttpBackend({ name: 'v1' }));
    const ill = await use(startHttpBackend({ name: 'v2' }));
    const mesh = await use(
      startMesh({
        sources: [
          files(example('outlier-detection'), { map: movePorts({ 9001: well.port, 9002: ill.port }) }),
        ],
        servicePorts: [80],
        protocol,
      }),
    );
    return { well, ill, mesh };
  },
  (given) => {
    const ask = async () => {
      const { mesh } = given();
      const { status, headers } = await mesh.envoy.request({ port: mesh.port(80), host });
      return `${status} ${String(headers['x-backend'])}`;
    };
    const askOften = async (times: number) => {
      const answers = new Set<string>();
      for (let i = 0; i < times; i++) answers.add(await ask());
      return [...answers].sort();
    };
    const ejected = async () => {
      const { mesh } = given();
      const hosts = (await mesh.envoy.clusters()).get(cluster)?.hosts ?? [];
      return hosts.filter((h) => h.ejected).map((h) => h.address);
    };

    it('sends requests to both while both are well', async () => {
      expect(await askOften(40)).to.deep.equal(['200 v1', '200 v2']);
      expect(await ejected()).to.deep.equal([]);
    });

    it('ejects an instance after three failures in a row, and shows it in /clusters', async () => {
      const { ill, mesh } = given();
      ill.answerWith(500);
      ill.resetRequests();
      await mesh.envoy.until(async () => (await ask()) === '500 v2' && ill.requests() >= 3, {
        what: 'three failures',
      });
      expect(await ejected()).to.deep.equal([ill.address]);
      expect(await mesh.envoy.get('/clusters')).to.contain(
        `${cluster}::${ill.address}::health_flags::/failed_outlier_check`,
      );
      expect(ill.requests(), 'failures that were needed').to.equal(3);
      expect(await askOften(40)).to.deep.equal(['200 v1']);
    });

    it('takes it back after the ejection time', async () => {
      const { ill, mesh } = given();
      ill.answerWith(undefined);
      await mesh.envoy.until(async () => (await ejected()).length === 0, { what: 'the end of the ejection' });
      expect(await askOften(40)).to.deep.equal(['200 v1', '200 v2']);
      const stats = await mesh.envoy.stats(`ratings.*outlier_detection`);
      expect(stats[`cluster.${cluster}.outlier_detection.ejections_enforced_total`]).to.equal(1);
    });
  },
);
