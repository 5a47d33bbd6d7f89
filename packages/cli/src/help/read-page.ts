import { readFile } from 'node:fs/promises';

/** The page of a diagnostic's code. The build brings the pages along, so that they are there without a clone and offline. */
export const readPage = (code: string): Promise<string> =>
  readFile(new URL(`../diagnostics/${code}.md`, import.meta.url), 'utf8');
