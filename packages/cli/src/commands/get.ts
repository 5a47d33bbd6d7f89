import { Option } from 'commander';
import type { Command } from 'commander';
import type { Client } from '../client/connect.js';
import type { Manifest } from '../client/manifest.js';
import { exitStatus } from '../exit-status.js';
import type { ExitStatus } from '../exit-status.js';
import { addServerFlags } from '../flags/server-flags.js';
import type { ServerFlags } from '../flags/server-flags.js';
import type { Meant } from '../input/object-arguments.js';
import { examples } from '../print/examples.js';

interface Flags extends ServerFlags {
  readonly namespace: string;
  readonly allNamespaces?: boolean;
  readonly selector?: string;
  readonly fieldSelector?: string;
  readonly watch?: true;
  readonly outputWatchEvents?: true;
  readonly output?: 'wide' | 'yaml' | 'json' | 'name';
}

/** `xdsim get`: the objects of a running server. */
export function addGet(program: Command): void {
  const command = program
    .command('get')
    .summary('show objects of a running server')
    .description('Shows objects of a running server: of one kind, of several (se,dr), or of all.')
    .argument('<kind...>', 'KIND[,KIND…] [NAME…], KIND/NAME…, or all')
    .option('-n, --namespace <ns>', 'their namespace', 'default')
    .option('-A, --all-namespaces', 'those of all namespaces')
    .option('-l, --selector <selector>', 'those with these labels, as in app=web,tier!=db')
    .option('--field-selector <selector>', 'those of this metadata.name or metadata.namespace')
    .option('-w, --watch', 'go on, and show each object that changes')
    .option('--output-watch-events', 'with -w: say what happened to it as well')
    .addOption(
      new Option('-o, --output <format>', 'how to print it').choices(['wide', 'yaml', 'json', 'name']),
    );
  addServerFlags(command)
    .addHelpText(
      'after',
      examples(
        ['xdsim get serviceentries', 'those of namespace default'],
        ['xdsim get se,dr -A -o wide', 'two kinds, everywhere, and where they come from'],
        ['xdsim get vs/shop -n web -o yaml', 'one of them in full'],
        ['xdsim get we -w', 'and again when they change'],
      ),
    )
    .action(async (args: readonly string[], flags: Flags) => {
      process.exitCode = await getObjects(args, flags);
    });
}

async function getObjects(args: readonly string[], flags: Flags): Promise<ExitStatus> {
  const [{ connect }, { eachObject }, { objectArguments }] = await Promise.all([
    import('../client/connect.js'),
    import('../client/each-object.js'),
    import('../input/object-arguments.js'),
  ]);
  const meant = objectArguments(args);
  const client = await connect(flags);
  if (flags.watch) {
    await watchKind(client, meant, flags);
    return exitStatus.ok;
  }
  const found: Manifest[] = [];
  const status = await eachObject(meant.flatMap(one), async (wanted) => {
    found.push(...(await fetchObjects(client, wanted, flags)));
  });
  const isOne = meant.length === 1 && meant[0]?.names.length === 1;
  // Where nothing could be asked, it is not known that there is nothing.
  if (found.length > 0 || status === exitStatus.ok) await print(found, meant, isOne, flags);
  return status;
}

/** Each name is asked for by itself, so that one that is not there keeps no other back. */
const one = ({ kind, names }: Meant): readonly Meant[] =>
  names.length === 0 ? [{ kind, names }] : names.map((name) => ({ kind, names: [name] }));

async function fetchObjects(
  client: Client,
  { kind, names }: Meant,
  flags: Flags,
): Promise<readonly Manifest[]> {
  const { objectPath } = await import('../client/object-path.js');
  const { namespace } = flags;
  const [name] = names;
  if (name !== undefined)
    return [(await client.ask('GET', objectPath({ kind, namespace, name }))) as Manifest];
  const path = objectPath({ kind, namespace: flags.allNamespaces ? undefined : namespace });
  const { items } = (await client.ask('GET', `${path}?${selectorsOf(flags).toString()}`)) as {
    readonly items: readonly Manifest[];
  };
  return items;
}

const selectorsOf = ({ selector, fieldSelector }: Flags): URLSearchParams =>
  new URLSearchParams({
    ...(selector !== undefined && { labelSelector: selector }),
    ...(fieldSelector !== undefined && { fieldSelector }),
  });

async function watchKind(client: Client, meant: readonly Meant[], flags: Flags): Promise<void> {
  const [{ watchObjects }, { objectPath }, { ArgumentsError }] = await Promise.all([
    import('../get/watch-objects.js'),
    import('../client/object-path.js'),
    import('../input/arguments-error.js'),
  ]);
  const [wanted, ...others] = meant;
  const [name, ...more] = wanted?.names ?? [];
  if (!wanted || others.length + more.length > 0)
    throw new ArgumentsError('--watch shows objects of one kind, all or one of them');
  const { namespace, allNamespaces = false, output, outputWatchEvents = false } = flags;
  const query = selectorsOf(
    name === undefined ? flags : { ...flags, fieldSelector: `metadata.name=${name}` },
  );
  await watchObjects(client, {
    kind: wanted.kind,
    path: objectPath({ kind: wanted.kind, namespace: allNamespaces ? undefined : namespace }),
    query,
    output,
    withEvents: outputWatchEvents,
    table: { allNamespaces, wide: output === 'wide', withKind: false },
  });
}

async function print(
  found: readonly Manifest[],
  meant: readonly Meant[],
  isOne: boolean,
  { namespace, allNamespaces = false, output }: Flags,
): Promise<void> {
  if (output === 'json' || output === 'yaml') {
    const [{ printDocument }, { withoutManagers }] = await Promise.all([
      import('../print/document.js'),
      import('../get/without-managers.js'),
    ]);
    const items = found.map(withoutManagers);
    if (isOne && items.length === 0) return;
    const list = { apiVersion: 'v1', kind: 'List', metadata: { resourceVersion: '' }, items };
    return printDocument(isOne ? items[0] : list, output);
  }
  const { resourceName } = await import('../client/manifest.js');
  if (output === 'name') {
    const lines = found.map(({ kind, metadata }) => `${resourceName(kind)}/${metadata.name}\n`);
    process.stdout.write(lines.join(''));
    return;
  }
  if (found.length === 0) {
    if (!isOne) {
      const where = allNamespaces ? 'No resources found' : `No resources found in ${namespace} namespace.`;
      process.stderr.write(`${where}\n`);
    }
    return;
  }
  const [{ heading, row }, { table }] = await Promise.all([
    import('../get/object-table.js'),
    import('../print/table.js'),
  ]);
  const kinds = [...new Set(meant.map(({ kind }) => kind))];
  const tables = kinds
    .map((kind) => ({ kind, objects: found.filter((object) => object.kind === kind) }))
    .filter(({ objects }) => objects.length > 0)
    .map(({ kind, objects }) => {
      const options = { allNamespaces, wide: output === 'wide', withKind: kinds.length > 1 };
      return table([heading(kind, options), ...objects.map((object) => row(kind, object, options))]);
    });
  process.stdout.write(tables.join('\n'));
}
