import { readFileSync } from 'node:fs';

/** Milliseconds between two looks. */
const PERIOD = 500;

/**
 * Resolves when npx, which started this process, has gone. It passes no signal on to what it runs: without this, `npx xdsim
 * serve & kill %1` would leave a server that nobody knows of, and its ports taken. A process that something else started is
 * its supervisor's business, and never orphaned; a script of npm's may start one in the background on purpose.
 */
export function orphaned(): Promise<void> {
  if (process.env['npm_command'] !== 'exec') return new Promise(() => {});
  const before = ancestors();
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (ancestors() === before) return;
      clearInterval(timer);
      resolve();
    }, PERIOD).unref();
  });
}

/** The parent, and npx behind it where the parent is the shell that it runs commands in. */
function ancestors(): string {
  const parent = process.ppid;
  try {
    // The second field of stat is the program's name in parentheses, and may hold blanks; the fourth is its parent.
    const [, name, , behind] =
      /\((.*)\) (\S+) (\d+)/.exec(readFileSync(`/proc/${parent}/stat`, 'utf8')) ?? [];
    return /^(a|ba|da|z)?sh$/.test(name ?? '') ? `${parent} ${behind}` : `${parent}`;
  } catch {
    // Only Linux tells; elsewhere the parent has to do.
    return `${parent}`;
  }
}
