import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { digest } from './digest.mjs';
import { root } from './paths.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';
import { readStamp, writeStamp } from './stamp.mjs';

const pages = 'docs/diagnostics';

/** `tsc -b packages`, when a source or an option changed, or a package's output is not there. */
export async function build() {
  const packages = readdirSync(path.join(root, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `packages/${entry.name}`);
  const inputs = [
    'tsconfig.base.json',
    'packages/tsconfig.json',
    'node_modules/typescript/package.json',
    pages,
  ].concat(
    packages.flatMap((folder) => [`${folder}/src`, `${folder}/package.json`, `${folder}/tsconfig.json`]),
  );
  const before = digest(inputs);
  const complete = packages.every((folder) => existsSync(path.join(root, folder, 'dist/.tsbuildinfo')));
  if (complete && readStamp('build') === before) return;
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  await step('build', 'tsc -b packages', async () => {
    await run(process.execPath, [tsc, '-b', 'packages']);
    for (const folder of packages) prune(folder);
    copyPages();
  });
  writeStamp('build', before);
}

/** What `xdsim help XDS0213` prints: the command is installed without the clone's docs. */
function copyPages() {
  const copy = path.join(root, 'packages/cli/dist/diagnostics');
  rmSync(copy, { recursive: true, force: true });
  cpSync(path.join(root, pages), copy, { recursive: true });
}

/** Removes what the compiler once made of sources that are no longer there; it never does that itself. */
function prune(folder) {
  const dist = path.join(root, folder, 'dist');
  for (const name of readdirSync(dist, { recursive: true })) {
    const stem = /^(.*?)(\.js|\.d\.ts)(\.map)?$/.exec(String(name))?.[1];
    if (stem === undefined) continue;
    const source = path.join(root, folder, 'src', stem);
    if (!['.ts', '.js', '.d.ts'].some((end) => existsSync(source + end)))
      rmSync(path.join(dist, String(name)));
  }
}
