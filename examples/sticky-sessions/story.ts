import { once } from 'node:events';
import path from 'node:path';
import { findEnvoy } from '@xdsim/testkit';
import { showChanges } from './live.js';
import { host, servicePort, startStickyMesh } from './mesh.js';
import { NotSeen, tell } from './tell.js';

// npm start: the story of this folder, live. With --once it ends after the story.
const isOnce = process.argv.includes('--once');
const say = (line = ''): void => console.log(line);
const place = path.relative(process.cwd(), import.meta.dirname) || '.';

async function run(): Promise<void> {
  const { version } = await findEnvoy();
  say(`Sticky sessions over WorkloadEntries, with xdsim and Envoy ${version}`);
  say();
  await using sticky = await startStickyMesh();
  const { backends, mesh } = sticky;
  const url = `http://127.0.0.1:${mesh.port(servicePort)}`;
  say(`  backends  ${backends.map((b) => `${b.name} 127.0.0.1:${b.port}`).join(' · ')}`);
  say(`  xdsim     serves ${place}/ at ${mesh.server.xdsAddress}, admin http://${mesh.server.adminAddress}`);
  say(`  envoy     listens at ${url}, admin http://${mesh.envoy.adminAddress}`);
  say();
  let number = 0;
  await tell(sticky, (line) => say(`  ${++number}  ${line}`));
  if (isOnce) return;

  say();
  say('The mesh stays up until Ctrl-C. Ask it yourself:');
  say(`  curl -i -H 'Host: ${host}' ${url}/`);
  say(`Edit a file in ${place}/ and save it: the change shows here.`);
  say();
  const stop = showChanges(sticky, say);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  stop();
}

try {
  await run();
} catch (error) {
  console.error();
  console.error(error instanceof NotSeen ? `Not seen: ${error.message}` : error);
  process.exitCode = 1;
}
