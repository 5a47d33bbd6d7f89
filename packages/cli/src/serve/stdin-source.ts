import { parse } from '@xdsim/api';
import type { ParseOptions } from '@xdsim/api';
import type { Source } from '@xdsim/server';
import { readBytes, stdinName } from '../input/read-bytes.js';

/** What comes on stdin until it ends, read once. */
export const stdinSource = (options: Pick<ParseOptions, 'namespace'>): Source => ({
  name: stdinName,
  async start({ registry, report }) {
    const bytes = await readBytes('-');
    const { objects, diagnostics } = parse(bytes, { ...options, file: stdinName });
    const replaced = registry.replace(stdinName, objects);
    report(stdinName, [...diagnostics, ...replaced.diagnostics], new TextDecoder().decode(bytes));
  },
});
