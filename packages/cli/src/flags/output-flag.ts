import { Option } from 'commander';

/** `-o FORMAT`; the first format is the default. */
export const outputFlag = <T extends string>(first: T, ...others: readonly T[]): Option =>
  new Option('-o, --output <format>', 'how to print it').choices([first, ...others]).default(first);
