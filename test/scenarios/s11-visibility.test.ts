import { files } from '@xdsim/server';
import { freePortOffset, movePorts, startEnvoy, startHttpBackend, startMesh } from '@xdsim/testkit';
import type { RunningEnvoy } from '@xdsim/testkit';
import { expect } from 'chai';
import { example, registryOnly, scenario } from './scenario.js';

const names = ['products', 'prices', 'search-index', 'reports', 'basket', 'ledger'];

scenario(
  'S11: who may see what',
  async (protocol, use) => {
    const any = await use(startHttpBackend({ name: 'any' }));
    const mesh = await use(
      startMesh({
        sources: [files(example('visibility'), { map: movePorts({ 9001: any.port }) })],
        servicePorts: [80],
        node: { id: 'shop-1', namespace: 'shop' },
        translate: registryOnly,
        protocol,
      }),
    );
    const { server } = mesh;
    const portOffset = await freePortOffset([80]);
    const node = { id: 'office-1', namespace: 'office', portOffset };
    const office = await use(startEnvoy({ xds: server.xdsAddress, node, protocol }));
    await server.settled();
    return {
      server,
      shop: { envoy: mesh.envoy, port: mesh.port(80) },
      office: { envoy: office, port: 80 + portOffset },
    };
  },
  (given) => {
    interface Place {
      readonly envoy: RunningEnvoy;
      readonly port: number;
    }
    const reached = async ({ envoy, port }: Place) => {
      const answers: string[] = [];
      for (const name of names) {
        const { status } = await envoy.request({ port, host: `${name}.example.com` });
        if (status === 200) answers.push(name);
        else expect(status, name).to.equal(502);
      }
      return answers;
    };
    const clusters = async ({ envoy }: Place) => {
      const hosts = [...(await envoy.clusters()).keys()].map((cluster) => cluster.split('|')[3] ?? '');
      return names.filter((name) => hosts.includes(`${name}.example.com`));
    };

    it('is decided by exportTo and the default Sidecar of the root namespace, in shop', async () => {
      expect(await reached(given().shop)).to.deep.equal(['products', 'prices', 'basket']);
    });

    it('is decided by exportTo and its own Sidecar, in office', async () => {
      expect(await reached(given().office)).to.deep.equal(['reports', 'ledger']);
    });

    it('is all that an Envoy is told of', async () => {
      expect(await clusters(given().shop)).to.deep.equal(['products', 'prices', 'basket']);
      expect(await clusters(given().office)).to.deep.equal(['reports', 'ledger']);
    });

    it('falls back to the default when the namespace gives its own Sidecar up', async () => {
      const { server, office, shop } = given();
      server.registry.delete({ kind: 'Sidecar', namespace: 'office', name: 'default' });
      await server.settled();
      // Envoy acknowledges routes a moment before its workers have them.
      await office.envoy.until(async () => String(await reached(office)) === 'products,ledger', {
        what: 'the hosts of the default',
      });
      expect(await reached(shop)).to.deep.equal(['products', 'prices', 'basket']);
    });
  },
);
