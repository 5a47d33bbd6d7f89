import { files } from '@xdsim/server';
import { movePorts, startHttpBackend, startMesh } from '@xdsim/testkit';
import type { BackendAnswer } from '@xdsim/testkit';
import { expect } from 'chai';
import { example, scenario } from './scenario.js';

const host = 'kmesh-fake.com';
const alias = 'httpbin.default.svc.cluster.local';

scenario(
  'S6: an alias of another service',
  async (protocol, use) => {
    const httpbin = await use(startHttpBackend({ name: 'httpbin' }));
    const mesh = await use(
      startMesh({
        sources: [files(example('alias'), { map: movePorts({ 8000: httpbin.port }) })],
        servicePorts: [80],
        names: { [alias]: ['127.0.0.1'] },
        // `exportTo: "*"`: any namespace will do.
        node: { namespace: 'elsewhere' },
        protocol,
      }),
    );
    return { mesh };
  },
  (given) => {
    const ask = (path = '/') => given().mesh.envoy.request({ port: given().mesh.port(80), host, path });

    it('asks the service under the alias', async () => {
      const answer = await ask();
      expect(answer.status).to.equal(200);
      expect(answer.json<BackendAnswer>().backend).to.equal('httpbin');
      expect(answer.json<BackendAnswer>().headers['host']).to.equal(host);
    });

    for (const status of [200, 418, 503]) {
      it(`passes status ${status} unchanged, and says that Envoy was between`, async () => {
        const answer = await ask(`/status/${status}`);
        expect(answer.status).to.equal(status);
        expect(answer.json<BackendAnswer>().backend).to.equal('httpbin');
        expect(answer.headers['server']).to.equal('envoy');
        expect(answer.headers['x-envoy-upstream-service-time']).to.match(/^\d+$/);
      });
    }

    it('does not know the host any more after the ServiceEntry is deleted', async () => {
      const { mesh } = given();
      mesh.server.registry.delete({ kind: 'ServiceEntry', namespace: 'default', name: 'kmesh-fake' });
      await mesh.server.settled();
      await mesh.envoy.until(
        () =>
          ask().then(
            () => false,
            () => true,
          ),
        { what: 'a refused request' },
      );
      expect([...(await mesh.envoy.clusters()).keys()].filter((name) => name.includes(host))).to.deep.equal(
        [],
      );
    });
  },
);
