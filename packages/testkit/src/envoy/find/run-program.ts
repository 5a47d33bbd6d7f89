import { spawn } from 'node:child_process';

export interface ProgramRun {
  /** It ran and ended with status 0. */
  readonly ok: boolean;
  /** How it ended, in one line. */
  readonly reason: string;
  /** Its standard output. */
  readonly output: string;
}

export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  /** Called with each line of the program's standard output as it comes. */
  readonly onLine?: (line: string) => void;
}

/** Runs a program to its end. That it can't be started or fails is an answer here, not an exception. */
export function runProgram(path: string, args: readonly string[], options: RunOptions): Promise<ProgramRun> {
  return new Promise<ProgramRun>((resolve, reject) => {
    const child = spawn(path, args, {
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    // Not spawn's own `timeout`: its timer runs on when the program can't be started.
    const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs);
    let output = '';
    let errors = '';
    let unfinished = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const lines = (unfinished + text).split(/\r?\n|\r/);
      unfinished = lines.pop() ?? '';
      for (const line of lines) options.onLine?.(line);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const how = signal ? `was ended by ${signal}` : `exit status ${code}`;
      const last = lastLine(errors) ?? lastLine(output);
      resolve({ ok: code === 0, output, reason: last ? `${how}: ${last}` : how });
    });
  }).catch((error: NodeJS.ErrnoException) => ({
    // Node tells some of these at once and others by an event: no such file, not executable, no program at all.
    ok: false,
    output: '',
    reason: `can't be started (${error.code ?? error.message})`,
  }));
}

const lastLine = (text: string): string | undefined => text.trim().split('\n').at(-1)?.trim() || undefined;
