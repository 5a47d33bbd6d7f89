import { files } from '@xdsim/server';
import { movePorts, startHttpBackend, startMesh } from '@xdsim/testkit';
import { expect } from 'chai';
import { example, scenario } from './scenario.js';
import { tally } from './tally.js';

const host = 'ratings.example.com';
const delayMs = 200;

// A share of 10 % that is measured over 3,000 requests is three points off in one run of 16 million (binomial).
const requests = 3000;
const share = 0.1;
const tolerance = 0.03;

scenario(
  'S8: fault injection',
  async (protocol, use) => {
    const ratings = await use(startHttpBackend({ name: 'ratings' }));
    const mesh = await use(
      startMesh({
        sources: [files(example('fault-injection'), { map: movePorts({ 9001: ratings.port }) })],
        servicePorts: [80],
        protocol,
      }),
    );
    return { ratings, mesh };
  },
  (given) => {
    it('aborts and delays the shares that it is told to', async function () {
      this.timeout(60_000);
      const { mesh, ratings } = given();
      let late = 0;
      const statuses = await tally(
        requests,
        async (connections) => {
          const start = performance.now();
          const { status } = await mesh.envoy.request({ port: mesh.port(80), host, connections });
          // On a busy machine Envoy's timers fire early: they count from when its loop last looked at the clock.
          if (performance.now() - start > delayMs / 2) late++;
          return String(status);
        },
        48,
      );
      const stats = await mesh.envoy.stats('fault\\.(aborts|delays)_injected$');
      const count = (name: string) =>
        Object.entries(stats).find(([stat]) => stat.endsWith(`fault.${name}_injected`))?.[1] ?? 0;

      const aborted = statuses.get('555') ?? 0;
      expect([...statuses.keys()]).to.have.members(['200', '555']);
      expect(aborted / requests).to.be.closeTo(share, tolerance);
      expect(count('delays') / requests).to.be.closeTo(share, tolerance);
      expect(count('aborts')).to.equal(aborted);
      expect(ratings.requests()).to.equal(requests - aborted);
      // A slow machine may make more of them late.
      expect(late).to.be.at.least(count('delays'));
    });

    it('does it for some callers only, where a rule says so', async () => {
      const { mesh, ratings } = given();
      const before = ratings.requests();
      const headers = { 'end-user': 'tester' };
      for (let i = 0; i < 20; i++)
        expect((await mesh.envoy.request({ port: mesh.port(80), host, headers })).status).to.equal(418);
      expect(ratings.requests()).to.equal(before);
    });
  },
);
