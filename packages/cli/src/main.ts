import { writeSync } from 'node:fs';
import { CommanderError } from 'commander';
import { ServerError } from './client/server-error.js';
import { exitStatus } from './exit-status.js';
import { ArgumentsError } from './input/arguments-error.js';
import { InputError } from './input/input-error.js';
import { createProgram } from './program.js';

/**
 * Runs one command line, without the program's name, and sets `process.exitCode`. Everything is written to this
 * process's stdout and stderr.
 *
 * @throws Error with the code `EMFILE` or `ENFILE` when no more files may be opened
 *
 * @example
 * await main(['translate', '-f', 'mesh.yaml', '-o', 'json']);
 */
export async function main(args: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endWithoutOutput);
  try {
    await createProgram().parseAsync(args, { from: 'user' });
  } catch (error) {
    if (isWithoutFiles(error)) throw error;
    process.exitCode = explain(error);
  }
}

const isWithoutFiles = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EMFILE' || error.code === 'ENFILE');

/** Says what went wrong, unless commander has said so already. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.ok : exitStatus.usage;
  if (error instanceof InputError) {
    console.error(error.message);
    return exitStatus.data;
  }
  if (error instanceof ServerError) {
    console.error(error.message);
    return error.status;
  }
  if (error instanceof ArgumentsError) {
    console.error(`error: ${error.message}`);
    return exitStatus.usage;
  }
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  console.error('\nThis is a mistake in xdsim. Please report it with the lines above.');
  return exitStatus.unexpected;
}

/** `xdsim translate … | head` closes the pipe early, and has all that it wants; a full disk has not. */
function endWithoutOutput({ code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') process.exit();
  try {
    writeSync(2, `error: the output cannot be written: ${message}\n`);
  } catch {
    // That goes to the same disk.
  }
  process.exit(exitStatus.unexpected);
}
