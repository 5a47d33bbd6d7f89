import { parseDuration } from '@xdsim/api';
import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';

export interface WaitFlags {
  readonly wait?: true;
  /** Milliseconds. */
  readonly timeout: number;
}

/** `--wait` and for how long. */
export const addWaitFlags = (command: Command): Command =>
  command
    .option('--wait', 'end when every connected proxy holds it, with 1 if one rejects it or takes too long')
    .addOption(
      new Option('--timeout <duration>', 'how long to wait').argParser(duration).default(30_000, '30s'),
    );

function duration(text: string): number {
  const ms = parseDuration(text);
  if (ms === undefined || ms < 0) throw new InvalidArgumentError('Write a duration, as in 30s or 1m.');
  return ms;
}
