import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** The real program, as it is installed. */
export const bin = fileURLToPath(new URL('../bin/xdsim.js', import.meta.url));

export interface RunOptions {
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line to its end. */
export async function runXdsim(
  args: readonly string[],
  { stdin = '', env = {} }: RunOptions = {},
): Promise<Run> {
  const child = spawn(process.execPath, [bin, ...args], { env: environment(env) });
  // A command that does not read its stdin may be gone before it is written.
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  const status = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [stdout, stderr] = await Promise.all([buffer(child.stdout), buffer(child.stderr)]);
  return { status: await status, stdout: stdout.toString(), stderr: stderr.toString() };
}

/** This process's environment without what decides about colour. */
export function environment(env: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _force, NO_COLOR: _no, ...rest } = process.env;
  return { ...rest, ...env };
}
