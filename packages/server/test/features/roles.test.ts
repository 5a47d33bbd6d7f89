import { connectXds, until } from '@xdsim/testkit';
import { expect } from 'chai';
import { serverWith } from '../start.js';

const idOf = (role: string): string => `${role}~10.0.0.1~edge-1.shop~shop.svc.cluster.local`;

describe('a node id whose role', () => {
  for (const [role, what] of [
    ['router', 'a gateway'],
    ['waypoint', 'a waypoint'],
    ['ztunnel', 'a ztunnel'],
  ] as const)
    it(`is ${role} gets a sidecar's configuration and a warning, as long as it is there`, async () => {
      await using server = await serverWith('a');
      const told: string[] = [];
      server.events$.subscribe((event) => {
        if (event.kind === 'diagnostics') told.push(...event.diagnostics.map(({ message }) => message));
      });
      const proxy = await connectXds(server.xdsAddress, { id: idOf(role) }, { autoAck: true });
      proxy.subscribe('clusters');
      await proxy.next('clusters');
      await server.settled();
      const [warning, ...more] = server.diagnostics();
      expect(warning).to.include({ code: 'XDS0635', severity: 'warning' });
      expect(warning?.message).to.contain(idOf(role)).and.to.contain(what);
      expect(more).to.deep.equal([]);
      expect(told).to.have.length(1);
      await proxy.close();
      await until(() => server.diagnostics().length === 0, { what: 'the end of it' });
    });

  it('is sidecar, or that has none, gets no warning', async () => {
    await using server = await serverWith('a');
    for (const id of [idOf('sidecar'), 'router', 'router~1', 'web-1']) {
      await using proxy = await connectXds(server.xdsAddress, { id }, { autoAck: true });
      proxy.subscribe('clusters');
      await proxy.next('clusters');
      expect(server.diagnostics()).to.deep.equal([]);
    }
  });
});
