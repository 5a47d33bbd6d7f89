import { Argument } from 'commander';
import type { Command } from 'commander';
import { exitStatus } from '../exit-status.js';
import type { ExitStatus } from '../exit-status.js';
import { outputFlag } from '../flags/output-flag.js';
import { addFilterFlags, filteredTypes } from '../flags/filter-flags.js';
import { addServerFlags } from '../flags/server-flags.js';
import type { ServerFlags } from '../flags/server-flags.js';
import { examples } from '../print/examples.js';
import type { Sources } from '../proxy-config/dump.js';
import type { Filters } from '../proxy-config/filter-dump.js';

interface Flags extends ServerFlags, Filters {
  readonly output: 'table' | 'json' | 'yaml';
}

const types = ['clusters', 'listeners', 'routes', 'endpoints', 'secrets'] as const;

type Type = (typeof types)[number];

/** `xdsim proxy-config`: what a connected proxy is given. */
export function addProxyConfig(program: Command): void {
  const command = program
    .command('proxy-config')
    .alias('pc')
    .summary('show what a connected proxy is given')
    .description(
      'Shows the clusters, endpoints, listeners, routes and secrets that a running server gives to a connected proxy, and ' +
        'which rules and routes of yours they come from. Tables have the columns of istioctl.',
    )
    .addArgument(
      new Argument('<type>', 'what of it').choices([
        ...types,
        ...types.map((type) => type.slice(0, -1)),
        'all',
      ]),
    )
    .argument('<proxy>', "its id, or NAME[.NAMESPACE] in an id of Istio's form")
    .addOption(outputFlag('table', 'json', 'yaml'));
  addServerFlags(addFilterFlags(command))
    .addHelpText(
      'after',
      examples(
        ['xdsim proxy-config clusters web-1', 'its clusters'],
        ['xdsim pc endpoints web-1 --port 8080', 'its endpoints on this port'],
        ['xdsim proxy-config routes web-1 -o yaml', 'its routes in full'],
        ['xdsim proxy-config all web-1', 'everything'],
      ),
    )
    .action(async (type: string, proxy: string, flags: Flags) => {
      const wanted = types.filter((one) => type === 'all' || one.startsWith(type));
      const idle = Object.entries(filteredTypes).find(
        ([flag, about]) => flag in flags && !wanted.some((one) => about.includes(one)),
      );
      if (idle) command.error(`error: --${idle[0]} is about ${idle[1].join(', ')}`);
      process.exitCode = await showConfig(wanted, proxy, flags);
    });
}

async function showConfig(wanted: readonly Type[], proxy: string, flags: Flags): Promise<ExitStatus> {
  const [{ connect }, { readDump }, { filterDump }] = await Promise.all([
    import('../client/connect.js'),
    import('../proxy-config/dump.js'),
    import('../proxy-config/filter-dump.js'),
  ]);
  const client = await connect(flags);
  const query = `proxyID=${encodeURIComponent(proxy)}`;
  const full = await client.ask('GET', `/debug/config_dump?${query}`);
  const dump = filterDump(readDump(full as Parameters<typeof readDump>[0]), flags);
  if (flags.output !== 'table') {
    const { printDocument } = await import('../print/document.js');
    const [only, ...others] = wanted;
    const value = only && others.length === 0 ? dump[only] : dump;
    await printDocument(value, flags.output);
    return exitStatus.ok;
  }
  const [{ clusterRows }, { listenerRows }, { routeRows }, { endpointRows }, { secretRows }, { table }] =
    await Promise.all([
      import('../proxy-config/clusters.js'),
      import('../proxy-config/listeners.js'),
      import('../proxy-config/routes.js'),
      import('../proxy-config/endpoints.js'),
      import('../proxy-config/secrets.js'),
      import('../print/table.js'),
    ]);
  const sources = (await client.ask('GET', `/debug/provenance?${query}`)) as Sources;
  const rows = {
    clusters: clusterRows,
    listeners: listenerRows,
    routes: routeRows,
    endpoints: endpointRows,
    secrets: secretRows,
  };
  // Few proxies ask for secrets.
  const shown = wanted.filter((type) => type !== 'secrets' || wanted.length === 1 || dump.secrets.length > 0);
  process.stdout.write(shown.map((type) => table(rows[type](dump, sources))).join('\n'));
  return exitStatus.ok;
}
