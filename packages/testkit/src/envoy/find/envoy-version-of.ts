import { runProgram, type RunOptions } from './run-program.js';

/** The version that an Envoy says it has, or why that can't be known. */
export async function envoyVersionOf(
  path: string,
  options: Pick<RunOptions, 'env'>,
  args: readonly string[] = ['--version'],
): Promise<{ readonly version: string } | { readonly reason: string }> {
  const run = await runProgram(path, args, { ...options, timeoutMs: 30_000 });
  if (!run.ok) return { reason: `${path} does not run: ${run.reason}` };
  // Envoy: "envoy  version: <commit>/<version>/<Clean|Modified>/<build>/<TLS library>".
  const version = /version: [0-9a-f]+\/([^/\s]+)\//.exec(run.output)?.[1];
  return version ? { version } : { reason: `${path} is no Envoy: --version says "${firstLine(run.output)}"` };
}

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? '';
