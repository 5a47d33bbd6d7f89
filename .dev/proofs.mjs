#!/usr/bin/env node
// Runs the proofs with a real Envoy in full, on each of the newest minor versions of Envoy, then those with gRPC clients in Go
// and Python, which have to be there. It takes about a quarter of an hour.
//
//   node .dev/proofs.mjs [VERSION…]
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { installEnvoy } from '@xdsim/testkit';

const newest = ['1.38.3', '1.39.3', '1.40.0'];
const versions = process.argv.length > 2 ? process.argv.slice(2) : newest;
const rows = [];

async function prove(client, files, env) {
  console.log(`\n── ${client}`);
  const mocha = spawn('npx', ['mocha', files], {
    env: { ...process.env, ...env, XDSIM_PROOFS: 'full' },
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
    client,
    passed: sum(/^ +(\d+) passing/gm),
    failed: status === 0 ? 0 : sum(/^ +(\d+) failing/gm) || 1,
    requests: sum(/^ +sent (\d+) requests, 0 failed$/gm),
  });
}

for (const version of versions) {
  const { path } = await installEnvoy({ version, onProgress: ({ message }) => console.error(message) });
  await prove(`Envoy ${version}`, 'test/proofs/*.test.ts', { ENVOY_BIN: path });
}
await prove('gRPC clients', 'test/proofs/grpc/*.proof.ts');

console.log('\n── requests that were sent, none of which failed');
console.table(rows);
if (rows.some(({ failed, requests }) => failed > 0 || requests === 0)) process.exitCode = 1;
