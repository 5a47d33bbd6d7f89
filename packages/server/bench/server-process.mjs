// The server under measurement, in a process of its own. Not in TypeScript: its memory is to be the server's alone.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { parse } from '@xdsim/api';
import { createServer } from '@xdsim/server';

/** @type {(message: import('./messages.js').FromServer) => void} */
const tell = (message) => void process.send?.(message);

const server = await createServer({
  xdsAddress: '127.0.0.1:0',
  adminAddress: '127.0.0.1:0',
  translate: { interception: 'redirect' },
});
const GRAIN_MS = 5;
const delay = monitorEventLoopDelay({ resolution: GRAIN_MS });
let cpu = process.cpuUsage();

/** @returns {Promise<import('./messages.js').Usage>} */
async function usage() {
  const spent = process.cpuUsage(cpu);
  const blocked = Math.max(0, delay.max / 1e6 - GRAIN_MS);
  const resident = process.memoryUsage.rss() / 1e6;
  for (let i = 0; i < 3; i++) {
    globalThis.gc?.();
    await turn();
  }
  const { heapUsed, external } = process.memoryUsage();
  cpu = process.cpuUsage();
  delay.reset();
  return { resident, used: (heapUsed + external) / 1e6, cpu: (spent.user + spent.system) / 1000, blocked };
}

process.on('message', async (/** @type {import('./messages.js').ToServer} */ message) => {
  if (message.kind === 'usage') return tell({ kind: 'usage', ...(await usage()) });
  if (message.kind === 'settle') {
    await server.settled({ timeoutMs: 120_000 });
    return tell({ kind: 'settled', at: performance.timeOrigin + performance.now() });
  }
  const { objects } = parse(message.text);
  const at = performance.timeOrigin + performance.now();
  server.registry.apply(objects);
  tell({ kind: 'applied', at });
});
process.on('disconnect', () => void server.close());
delay.enable();
tell({ kind: 'ready', address: server.xdsAddress });
