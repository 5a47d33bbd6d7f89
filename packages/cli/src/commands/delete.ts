import type { Command } from 'commander';
import type { AnyObject, Kind } from '@xdsim/api';
import { exitStatus } from '../exit-status.js';
import type { ExitStatus } from '../exit-status.js';
import { inNamespace, namespaceFlag } from '../flags/namespace-flag.js';
import { addServerFlags } from '../flags/server-flags.js';
import type { ServerFlags } from '../flags/server-flags.js';
import { addWaitFlags } from '../flags/wait-flags.js';
import type { WaitFlags } from '../flags/wait-flags.js';
import { examples } from '../print/examples.js';

interface Flags extends ServerFlags, WaitFlags {
  readonly filename?: readonly string[];
  readonly namespace?: string;
  readonly ignoreNotFound?: true;
}

interface Place {
  readonly kind: Kind;
  readonly namespace: string;
  readonly name: string;
}

/** `xdsim delete`: objects out of a running server. */
export function addDelete(program: Command): void {
  const command = program
    .command('delete')
    .summary('delete objects from a running server')
    .description(
      'Deletes objects from a running server: those that files name, or those of a kind and names. What the server ' +
        'reads from its own files is removed there.',
    )
    .argument('[kind/name...]', 'KIND NAME… or KIND/NAME…')
    .option('-f, --filename <path...>', 'files and folders with objects; - is stdin')
    .addOption(namespaceFlag())
    .option('--ignore-not-found', 'what is not there is as good as deleted');
  addServerFlags(addWaitFlags(command))
    .addHelpText(
      'after',
      examples(
        ['xdsim delete -f mesh.yaml', 'what a file names'],
        ['xdsim delete serviceentry shop reviews', 'by kind and name'],
        ['xdsim delete dr/shop -n web --wait', 'until every Envoy is without it'],
      ),
    )
    .action(async (args: readonly string[], flags: Flags) => {
      if (args.length > 0 === (flags.filename !== undefined)) {
        command.error('error: say either which objects, or -f with files that name them');
      }
      process.exitCode = await deleteObjects(args, flags, command);
    });
}

async function deleteObjects(args: readonly string[], flags: Flags, command: Command): Promise<ExitStatus> {
  const [
    { connect },
    { eachObject },
    { objectPath },
    { resourceName },
    { ServerError },
    { nextGeneration, settle },
  ] = await Promise.all([
    import('../client/connect.js'),
    import('../client/each-object.js'),
    import('../client/object-path.js'),
    import('../client/manifest.js'),
    import('../client/server-error.js'),
    import('../client/settle.js'),
  ]);
  const client = await connect(flags);
  const { places, status } =
    flags.filename === undefined ? await named(args, flags, command) : await inFiles(flags.filename, flags);
  const since = flags.wait ? await nextGeneration(client) : 0;
  const refused = await eachObject(places, async (place) => {
    try {
      await client.ask('DELETE', objectPath(place));
    } catch (error) {
      if (flags.ignoreNotFound && error instanceof ServerError && error.code === 404) return;
      throw error;
    }
    process.stdout.write(`${resourceName(place.kind)} "${place.name}" deleted\n`);
  });
  const settled = flags.wait ? await settle(client, { timeoutMs: flags.timeout, since }) : exitStatus.ok;
  return [status, refused].find((one) => one !== exitStatus.ok) ?? settled;
}

interface Meant {
  readonly places: readonly Place[];
  readonly status: ExitStatus;
}

async function named(
  args: readonly string[],
  { namespace = 'default' }: Flags,
  command: Command,
): Promise<Meant> {
  const { objectArguments } = await import('../input/object-arguments.js');
  const places = objectArguments(args).flatMap(({ kind, names }) => {
    if (names.length === 0) command.error(`error: say which objects: xdsim delete ${args.join(' ')} NAME`);
    return names.map((name) => ({ kind, namespace, name }));
  });
  return { places, status: exitStatus.ok };
}

async function inFiles(paths: readonly string[], { namespace }: Flags): Promise<Meant> {
  const [{ readObjects }, { kinds, objectKey }, { printDiagnostics }] = await Promise.all([
    import('../input/read-objects.js'),
    import('@xdsim/api'),
    import('../print/print-diagnostics.js'),
  ]);
  const input = await readObjects(paths, inNamespace(namespace));
  const errors = input.diagnostics.filter(({ severity }) => severity === 'error');
  printDiagnostics(process.stderr, errors, input.texts);
  const objects = kinds.flatMap((kind): readonly AnyObject[] => input.snapshot.list(kind));
  return { places: objects.map(objectKey), status: errors.length > 0 ? exitStatus.data : exitStatus.ok };
}
