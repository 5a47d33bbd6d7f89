// A process of its own: a server that writes objects one generation each, says which are kept, and goes on until it
// is killed; or, when a write fails, says how ready it is then.
import { writeSync } from 'node:fs';
import { objects, startServer } from './start.js';

const [dataDir = '', count = ''] = process.argv.slice(2);
const log = (fields: object, message: string): void => void writeSync(1, `log ${message}\n`);
const server = await startServer({ dataDir, logger: { debug() {}, info() {}, warn: log, error: log } });

// Past all buffers of this process, for it has no time to flush them.
const say = (line: string): void => void writeSync(1, `${line}\n`);

async function write(i: number): Promise<void> {
  const name = `s-${i}`;
  server.registry.apply(objects(name));
  const version = server.registry.versionOf({ kind: 'ServiceEntry', namespace: 'default', name });
  await server.registry.persisted();
  say(`kept ${name} ${version}`);
}

/** Some writers at a time, so that transactions of several objects are cut off too. */
const writers = 20;
try {
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let i = writer; i < Number(count); i += writers) await write(i);
    }),
  );
} catch {
  const ready = await fetch(`http://${server.adminAddress}/readyz`);
  say(`ready ${ready.status} ${await ready.text()}`);
  say(
    `wrong ${server
      .diagnostics()
      .map(({ code }) => code)
      .join()}`,
  );
  await server.close();
  say('closed');
}
