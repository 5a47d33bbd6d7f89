import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { step } from './progress.mjs';
import { npm, StepFailed } from './run.mjs';

const advice = [
  'The dependencies come from the registry that `npm config get registry` names: it has to be reachable.',
  'Behind a proxy: `npm config set proxy http://HOST:PORT`. A network that hangs: try again, what was got is kept.',
].join('\n');

/** `npm ci`, when node_modules is missing or is not what package-lock.json says. */
export async function dependencies() {
  if (installed()) return;
  await step('dependencies', 'npm ci', () =>
    npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']),
  ).catch((error) => {
    throw error instanceof StepFailed ? new StepFailed(`${error.message}\n${advice}`) : error;
  });
}

/**
 * npm notes what it has installed in node_modules/.package-lock.json, and writes that file last. Comparing the two
 * needs no stamp of our own, and a plain `npm install` by hand counts as well.
 */
function installed() {
  const has = packagesOf('node_modules/.package-lock.json');
  if (!has) return false;
  return Object.entries(packagesOf('package-lock.json') ?? {}).every(([name, wanted]) => {
    if (!name.includes('node_modules/')) return true; // The clone itself and its packages.
    const found = has[name];
    if (!found) return Boolean(wanted.optional || wanted.devOptional || wanted.peer); // Another platform's binary.
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
}
