import { expect } from 'chai';
import { useEnvoyLog } from '@xdsim/testkit';
import { startStickyMesh } from '../../examples/sticky-sessions/mesh.js';
import { sessionOf, visit } from '../../examples/sticky-sessions/sessions.js';
import { tell } from '../../examples/sticky-sessions/tell.js';

// The story of `npm start` checks every claim that it makes; here it is told on both protocols.
describe('S2: sticky sessions over WorkloadEntries', () => {
  useEnvoyLog();
  for (const protocol of ['sotw', 'delta'] as const) {
    it(`hold, move when their workload goes, and come back with it (${protocol})`, async () => {
      await using sticky = await startStickyMesh(protocol);
      const lines: string[] = [];
      await tell(sticky, (line) => lines.push(line));
      expect(lines).to.have.length(7);
    });

    it(`are made by Envoy as session cookies that scripts cannot read, without a path (${protocol})`, async () => {
      await using sticky = await startStickyMesh(protocol);
      const first = await visit(sticky);
      expect(first.setCookie).to.match(/^user="[0-9a-f]+"; HttpOnly$/);
      const again = await visit(sticky, sessionOf(first));
      expect([again.backend, again.setCookie]).to.deep.equal([first.backend, undefined]);
      const rejections = (await sticky.mesh.envoy.get('/stats?filter=update_rejected')).trim().split('\n');
      expect(rejections).not.to.be.empty;
      for (const line of rejections) expect(line).to.match(/update_rejected: 0$/);
    });
  }
});
