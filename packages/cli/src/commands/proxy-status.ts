import type { Command } from 'commander';
import type { Diagnostic } from '@xdsim/api';
import { exitStatus } from '../exit-status.js';
import type { ExitStatus } from '../exit-status.js';
import { outputFlag } from '../flags/output-flag.js';
import { addServerFlags } from '../flags/server-flags.js';
import type { ServerFlags } from '../flags/server-flags.js';
import { examples } from '../print/examples.js';

interface Flags extends ServerFlags {
  readonly output: 'table' | 'json' | 'yaml';
}

interface TypeStatus {
  readonly state: string;
}

/** What `/debug/syncz` says of a proxy. */
interface Synced {
  readonly proxy: string;
  readonly cluster_id: string;
  readonly proxy_version?: string;
  readonly generation: { readonly current: number; readonly outcome: string };
  readonly rejections?: readonly Diagnostic[];
  readonly types: Readonly<Record<string, TypeStatus>>;
}

/** `xdsim proxy-status`: who is connected, and what they hold. */
export function addProxyStatus(program: Command): void {
  const command = program
    .command('proxy-status')
    .alias('ps')
    .summary('show the connected proxies and what they hold')
    .description(
      'Shows the proxies that are connected to a running server, and for each type of resource whether they hold what ' +
        'they were sent. What a proxy rejects is told on stderr.',
    )
    .argument('[proxy]', "the id of one of them, or NAME[.NAMESPACE] in an id of Istio's form")
    .addOption(outputFlag('table', 'json', 'yaml'));
  addServerFlags(command)
    .addHelpText(
      'after',
      examples(
        ['xdsim proxy-status', 'all of them'],
        ['xdsim proxy-status web-1', 'one of them'],
        ['xdsim proxy-status -o json', 'for programs'],
      ),
    )
    .action(async (proxy: string | undefined, flags: Flags) => {
      process.exitCode = await showStatus(proxy, flags);
    });
}

async function showStatus(proxy: string | undefined, flags: Flags): Promise<ExitStatus> {
  const [{ connect }, { table }] = await Promise.all([
    import('../client/connect.js'),
    import('../print/table.js'),
  ]);
  const client = await connect(flags);
  const query = proxy === undefined ? '' : `?proxyID=${encodeURIComponent(proxy)}`;
  const shown = (await client.ask('GET', `/debug/syncz${query}`)) as readonly Synced[];
  if (flags.output !== 'table') {
    const { printDocument } = await import('../print/document.js');
    await printDocument(shown, flags.output);
    return exitStatus.ok;
  }
  if (shown.length === 0) process.stderr.write('no proxy is connected\n');
  else process.stdout.write(table([heading, ...shown.map(row)]));
  const rejections = shown.flatMap((one) => one.rejections ?? []);
  if (rejections.length > 0) {
    const [{ printDiagnostics }, { uniqueDiagnostics }] = await Promise.all([
      import('../print/print-diagnostics.js'),
      import('../client/unique-diagnostics.js'),
    ]);
    printDiagnostics(process.stderr, uniqueDiagnostics(rejections), new Map());
  }
  return exitStatus.ok;
}

const types = ['clusters', 'listeners', 'endpoints', 'routes'];

const heading = ['NAME', 'CLUSTER', 'CDS', 'LDS', 'EDS', 'RDS', 'GENERATION', 'VERSION'];

const row = ({ proxy, cluster_id, types: byType, generation, proxy_version }: Synced): readonly string[] => [
  proxy,
  cluster_id,
  ...types.map((type) => (byType[type]?.state ?? 'NOT_SENT').replace('_', ' ')),
  `${generation.current} ${generation.outcome}`,
  proxy_version ?? '',
];
