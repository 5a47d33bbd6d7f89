import { existsSync } from 'node:fs';
import path from 'node:path';
import { digest } from './digest.mjs';
import { root } from './paths.mjs';
import { step } from './progress.mjs';
import { npm } from './run.mjs';
import { readStamp, writeStamp } from './stamp.mjs';

const inputs = ['protos', 'packages/envoy/scripts', 'node_modules/@grpc/grpc-js-xds/package.json'];
const output = 'packages/envoy/src/generated';

/** `npm run generate`, when the list of messages, the generator or Envoy's protos changed, or its output did. */
export async function generatedCode() {
  const before = digest(inputs);
  const seen = readStamp('generated');
  if (seen?.inputs === before && existsSync(path.join(root, output)) && seen.output === digest([output]))
    return;
  await step('generated code', 'npm run generate', () => npm(['run', '--silent', 'generate']));
  writeStamp('generated', { inputs: before, output: digest([output]) });
}
