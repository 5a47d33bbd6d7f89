import { files } from '@xdsim/server';
import { movePorts, startHttpBackend, startMesh } from '@xdsim/testkit';
import type { HttpConnections } from '@xdsim/testkit';
import { expect } from 'chai';
import { example, scenario } from './scenario.js';
import { tally } from './tally.js';

const host = 'reviews.example.com';

// A share of 25 % that is measured over 6,000 requests is three points off in one run of 13 million (binomial).
const requests = 6000;
const tolerance = 0.03;

scenario(
  'S9: a canary',
  async (protocol, use) => {
    const v1 = await use(startHttpBackend({ name: 'v1' }));
    const v2 = await use(startHttpBackend({ name: 'v2' }));
    const mesh = await use(
      startMesh({
        sources: [files(example('canary'), { map: movePorts({ 9001: v1.port, 9002: v2.port }) })],
        servicePorts: [80],
        protocol,
      }),
    );
    return { mesh };
  },
  (given) => {
    const ask =
      (headers: Readonly<Record<string, string>>) =>
      async (connections: HttpConnections): Promise<string> => {
        const { mesh } = given();
        const answer = await mesh.envoy.request({ port: mesh.port(80), host, headers, connections });
        return `${answer.status} ${String(answer.headers['x-backend'])}`;
      };

    it('gets a quarter of the requests', async function () {
      this.timeout(60_000);
      const seen = await tally(requests, ask({}));
      expect([...seen.keys()]).to.have.members(['200 v1', '200 v2']);
      expect((seen.get('200 v2') ?? 0) / requests).to.be.closeTo(0.25, tolerance);
    });

    it('gets all requests that ask for it', async () => {
      expect(await tally(200, ask({ 'x-canary': 'yes' }))).to.deep.equal(new Map([['200 v2', 200]]));
    });

    it('is not given to those who ask for something else', async () => {
      const seen = await tally(200, ask({ 'x-canary': 'no' }));
      expect(seen.get('200 v1')).to.be.greaterThan(0);
    });
  },
);
