import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../repository.js';

const run = promisify(execFile);
const programs = join(root, 'test/proofs/grpc');
const cache = join(root, '.cache/grpc');

/** A program to be started, in one of gRPC's languages. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

/** By `go build`, with the modules that go.sum names. */
async function installGo(): Promise<Program> {
  const command = join(cache, 'who-go');
  await run('go', ['build', '-o', command, '.'], { cwd: join(programs, 'go') });
  return { command, args: [] };
}

/** The wheel of gRPC's C core, in an environment of its own. */
async function installPython(): Promise<Program> {
  const environment = join(cache, 'python');
  await run('python3', ['-m', 'venv', environment]);
  const command = join(environment, 'bin/python');
  await run(command, ['-m', 'pip', 'install', '--quiet', 'grpcio==1.85.1']);
  return { command, args: [join(programs, 'python/who.py')] };
}

const ways = { 'grpc-go': installGo, grpcio: installPython } as const;

export type Language = keyof typeof ways;
export const languages = Object.keys(ways) as Language[];

/** Installs a gRPC client that others wrote, from its own registry. */
export async function installProgram(language: Language): Promise<Program> {
  await mkdir(cache, { recursive: true });
  return ways[language]();
}
