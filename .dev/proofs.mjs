#!/usr/bin/env node
// Runs the proofs with a real Envoy in full, on each of the newest minor versions of Envoy. It takes about a quarter of an hour.
//
//   node .dev/proofs.mjs [VERSION…]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { installEnvoy } from '@xdsim/testkit';

const newest = ['1.38.3', '1.39.3', '1.40.0'];
const versions = process.argv.length > 2 ? process.argv.slice(2) : newest;
const rows = [];

for (const version of versions) {
  const { path } = await installEnvoy({ version, onProgress: ({ message }) => console.error(message) });
  console.log(`\n── Envoy ${version}`);
  const env = { ...process.env, ENVOY_BIN: path, XDSIM_PROOFS: 'full' };
  const mocha = spawn('npx', ['mocha', 'test/proofs/*.test.ts'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  mocha.stdout.on('data', (bytes) => {
    said += bytes;
    process.stdout.write(bytes);
  });
  const [status] = await once(mocha, 'close');
  const sum = (pattern) => [...said.matchAll(pattern)].reduce((total, [, n]) => total + Number(n), 0);
  rows.push({
    Envoy: version,
    passed: sum(/^ +(\d+) passing/gm),
    failed: status === 0 ? 0 : sum(/^ +(\d+) failing/gm) || 1,
    requests: sum(/^ +sent (\d+) requests, 0 failed$/gm),
  });
}

console.log('\n── requests that were sent, none of which failed');
console.table(rows);
if (rows.some(({ failed, requests }) => failed > 0 || requests === 0)) process.exitCode = 1;
