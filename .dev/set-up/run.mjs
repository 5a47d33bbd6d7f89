import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

const GRACE_MS = 2000;

/**
 * Runs a program in the clone and resolves when it ended well. What it prints is kept and shown only when it failed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ shell?: boolean }} [options]
 * @returns {Promise<void>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const output = [];
    // A half-done npm ci that lives on would race the next one: it is ended before this process ends.
    let stopped;
    const stop = (signal) => {
      stopped = signal;
      child.kill();
      setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, stop);
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    child.on('error', (error) => reject(new StepFailed(`${command} cannot be started: ${error.message}`)));
    child.on('close', (code, signal) => {
      for (const name of signals) process.off(name, stop);
      if (stopped) process.exit(1);
      if (code === 0) return resolve();
      const said = Buffer.concat(output).toString().trim();
      reject(new StepFailed(`${said}\n\`${[command, ...args].join(' ')}\` ended with ${signal ?? code}.`));
    });
  });
}

/**
 * Runs npm. Under `npm start` it is the same npm; else the one on PATH (a .cmd file on Windows, so it needs a shell).
 *
 * @param {readonly string[]} args
 * @returns {Promise<void>}
 */
export function npm(args) {
  const cli = process.env['npm_execpath'];
  if (cli?.endsWith('.js')) return run(process.execPath, [cli, ...args]);
  return run('npm', args, { shell: process.platform === 'win32' });
}

/** A step that could not be done, for a reason that the user can do something about. */
export class StepFailed extends Error {}
