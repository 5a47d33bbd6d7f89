import { files } from '@xdsim/server';
import { movePorts, startHttpBackend, startMesh } from '@xdsim/testkit';
import { expect } from 'chai';
import { example, scenario } from './scenario.js';
import { tally } from './tally.js';

const host = 'orders.example.com';
const cluster = `outbound|80||${host}`;

scenario(
  'S12: machines and containers behind one host',
  async (protocol, use) => {
    const vm = await use(startHttpBackend({ name: 'vm' }));
    const container = await use(startHttpBackend({ name: 'container' }));
    const elsewhere = await use(startHttpBackend({ name: 'elsewhere' }));
    const map = movePorts({ 9001: vm.port, 9002: container.port, 9003: elsewhere.port });
    const mesh = await use(
      startMesh({
        sources: [files(example('vms-and-containers'), { map })],
        servicePorts: [80],
        node: { locality: { region: 'eu', zone: 'eu-1' } },
        protocol,
      }),
    );
    return { vm, container, elsewhere, mesh };
  },
  (given) => {
    const ask = async () => {
      const { mesh } = given();
      const { status, headers } = await mesh.envoy.request({ port: mesh.port(80), host });
      return `${status} ${String(headers['x-backend'])}`;
    };
    const hosts = async () => (await given().mesh.envoy.clusters()).get(cluster)?.hosts ?? [];
    const shares = () => tally(200, ask, 1);
    const byWeight = (seen: ReadonlyMap<string, number>) => {
      expect([...seen.keys()]).to.have.members(['200 container', '200 vm']);
      // Envoy takes turns by weight, which is nearly exact; they begin anew when it learns something of the hosts.
      expect(seen.get('200 vm')).to.be.closeTo(150, 10);
    };

    it('share the requests of their zone by weight', async () => {
      byWeight(await shares());
      expect(given().elsewhere.requests()).to.equal(0);
    });

    it('are of the first priority in the zone of the caller, and of the second in another', async () => {
      const { vm, container, elsewhere } = given();
      const priorities = new Map((await hosts()).map((h) => [h.address, h.priority]));
      expect(priorities).to.deep.equal(
        new Map([
          [vm.address, 0],
          [container.address, 0],
          [elsewhere.address, 1],
        ]),
      );
    });

    /** Envoy gathers what it learns of hosts for up to a second before its workers act on it. */
    const untilAnsweredBy = (...backends: readonly string[]) =>
      given().mesh.envoy.until(
        async () => {
          const seen = [...(await tally(20, ask, 1)).keys()].sort((a, b) => (a < b ? -1 : 1));
          return String(seen) === String(backends.map((name) => `200 ${name}`));
        },
        { what: `answers of ${backends.join(' and ')} alone`, timeoutMs: 20_000 },
      );

    it('hand over to the next zone when they fail', async () => {
      const { vm, container } = given();
      vm.answerWith(500);
      container.answerWith(500);
      await untilAnsweredBy('elsewhere');
      expect((await hosts()).filter((h) => h.ejected).map((h) => h.address)).to.have.members([
        vm.address,
        container.address,
      ]);
    });

    it('take over again when they are well', async () => {
      const { vm, container, elsewhere } = given();
      vm.answerWith(undefined);
      container.answerWith(undefined);
      await untilAnsweredBy('container', 'vm');
      const before = elsewhere.requests();
      byWeight(await shares());
      expect(elsewhere.requests()).to.equal(before);
    });
  },
);
