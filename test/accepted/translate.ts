import { execFileSync } from 'node:child_process';
import { startAcceptance, type Resources } from './accept.js';

// `xdsim translate -o json` with these arguments, which fails unless a real Envoy accepts what it prints.
const text = execFileSync(
  process.execPath,
  ['packages/cli/bin/xdsim.js', 'translate', ...process.argv.slice(2), '-o', 'json'],
  { encoding: 'utf8', maxBuffer: 1 << 28 },
);
await using acceptance = await startAcceptance();
await acceptance.accept(JSON.parse(text) as Resources);
process.stdout.write(text);
