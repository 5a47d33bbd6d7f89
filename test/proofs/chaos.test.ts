import { setTimeout as pause } from 'node:timers/promises';
import { until, useEnvoyLog } from '@xdsim/testkit';
import { expect } from 'chai';
import { isFull, proofSize } from './proof-size.js';
import { startChaos, type Chaos } from './start-chaos.js';

const { kills, pauses, swaps } = proofSize;

for (const protocol of ['sotw', 'delta'] as const)
  describe(`chaos: no request fails, and Envoy gets every change (${protocol})`, function () {
    this.timeout(60_000 + (kills + pauses + swaps) * 20_000);
    useEnvoyLog();
    let chaos: Chaos;
    let answered = 0;

    before(async () => {
      chaos = await startChaos(protocol);
    });
    beforeEach(() => {
      answered = chaos.fine();
    });
    afterEach(() => {
      expect(chaos.fine(), 'requests were sent').to.be.above(answered);
    });
    after(async () => {
      await using ended = chaos;
      console.log(`      sent ${ended.fine()} requests, 0 failed`);
    });

    it('while the server is killed again and again, with changes before, meanwhile and after', async () => {
      const { servers, change, changeAway, converged } = chaos;
      for (let i = 0; i < kills; i++) {
        await change();
        await converged();
        await changeAway();
        await servers[0].kill();
        await changeAway();
        await servers[0].start();
        await changeAway();
        await converged();
      }
    });

    it('when nothing arrives on the connection any more', async () => {
      const { link, change, changeAway, converged } = chaos;
      await change();
      await converged();
      const [connection] = link.connections.slice(-1);
      link.blackHole();
      await changeAway();
      // Both ask for a sign of life after 30 s of silence; Envoy waits 5 s for it and the server 10 s.
      await converged(60_000);
      expect(connection?.endedBy).to.include('client');
      await change();
      await converged();
      if (!isFull) return;
      await until(() => connection?.endedBy.has('server'), {
        what: 'the end of the dead',
        timeoutMs: 60_000,
      });
    });

    it('while Envoy stands still', async () => {
      const { envoy, change, converged } = chaos;
      for (let i = 0; i < pauses; i++) {
        process.kill(envoy.pid, 'SIGSTOP');
        try {
          await change();
          await pause(500);
          await change();
          await pause(500);
        } finally {
          process.kill(envoy.pid, 'SIGCONT');
        }
        await converged();
      }
    });

    it('when another server with the same objects takes over, and back', async () => {
      const { servers, link, change, changeAway, converged } = chaos;
      const [first, second] = servers;
      for (let i = 0; i < swaps; i++) {
        for (const [from, to] of [
          [first, second],
          [second, first],
        ] as const) {
          await changeAway();
          link.leadTo(to.xdsAddress);
          await from.kill();
          await converged();
          await change();
          await converged();
          await from.start();
        }
      }
    });
  });
