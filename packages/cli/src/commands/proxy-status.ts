import type { Command } from 'commander';
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
  readonly error?: { readonly message: string };
  readonly set_aside?: readonly { readonly name: string; readonly message: string }[];
}

/** What `/debug/syncz` says of a proxy. */
interface Synced {
  readonly proxy: string;
  readonly cluster_id: string;
  readonly proxy_version?: string;
  readonly generation: { readonly current: number; readonly outcome: string };
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
    .argument('[proxy]', 'the id of one of them')
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
  const all = (await client.ask('GET', '/debug/syncz')) as readonly Synced[];
  const shown = proxy === undefined ? all : all.filter((one) => one.proxy === proxy);
  if (proxy !== undefined && shown.length === 0) {
    process.stderr.write(`error: no proxy ${proxy} is connected\n`);
    return exitStatus.unexpected;
  }
  if (flags.output !== 'table') {
    const { printDocument } = await import('../print/document.js');
    await printDocument(shown, flags.output);
    return exitStatus.ok;
  }
  if (shown.length === 0) process.stderr.write('no proxy is connected\n');
  else process.stdout.write(table([heading, ...shown.map(row)]));
  process.stderr.write(shown.flatMap(rejections).join(''));
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

const rejections = ({ proxy, types: byType }: Synced): readonly string[] =>
  Object.entries(byType).flatMap(([type, { error, set_aside = [] }]) => [
    ...set_aside.map(({ name, message }) => `${proxy} rejected ${type} ${name}: ${message.trim()}\n`),
    ...(error && set_aside.length === 0 ? [`${proxy} rejected ${type}: ${error.message.trim()}\n`] : []),
  ]);
