import type { Command } from 'commander';
import type { AnyObject, Diagnostic } from '@xdsim/api';
import type { Applied } from '../client/apply.js';
import { exitStatus } from '../exit-status.js';
import type { ExitStatus } from '../exit-status.js';
import { inNamespace, namespaceFlag } from '../flags/namespace-flag.js';
import { addPaths } from '../flags/paths.js';
import type { Paths } from '../flags/paths.js';
import { addServerFlags } from '../flags/server-flags.js';
import type { ServerFlags } from '../flags/server-flags.js';
import { addWaitFlags } from '../flags/wait-flags.js';
import type { WaitFlags } from '../flags/wait-flags.js';
import { outputFlag } from '../flags/output-flag.js';
import { examples } from '../print/examples.js';

interface Flags extends Paths, ServerFlags, WaitFlags {
  readonly namespace?: string;
  readonly output: 'text' | 'json';
}

/** `xdsim apply`: objects into a running server. */
export function addApply(program: Command): void {
  const command = program
    .command('apply')
    .summary('create or change objects in a running server')
    .description(
      'Makes the objects of a running server what files say. One that is invalid, or that the server refuses, does not ' +
        'keep the others back. What the server reads from its own files is changed there. What is wrong with the objects ' +
        'beside all others is told; the status is 79 when something of them is left out.',
    )
    .addOption(namespaceFlag())
    .addOption(outputFlag('text', 'json'));
  addServerFlags(addWaitFlags(addPaths(command)))
    .addHelpText(
      'after',
      examples(
        ['xdsim apply -f mesh.yaml', 'one file'],
        ['xdsim apply -f ./mesh --wait', 'a folder, until every Envoy holds it'],
        ['helm template ./chart | xdsim apply -f -', 'what another tool made'],
      ),
    )
    .action(async (_paths: unknown, flags: Flags) => {
      process.exitCode = await applyFiles(flags);
    });
}

async function applyFiles(flags: Flags): Promise<ExitStatus> {
  const [
    { readObjects },
    { kinds, nameOf },
    { connect },
    { apply },
    { eachObject },
    { findingsOf },
    { nextGeneration, settle },
    { resourceName },
    { printDiagnostics },
  ] = await Promise.all([
    import('../input/read-objects.js'),
    import('@xdsim/api'),
    import('../client/connect.js'),
    import('../client/apply.js'),
    import('../client/each-object.js'),
    import('../client/findings-of.js'),
    import('../client/settle.js'),
    import('../client/manifest.js'),
    import('../print/print-diagnostics.js'),
  ]);
  const { namespace } = flags;
  const client = await connect(flags);
  const input = await readObjects(flags.filename, inNamespace(namespace));
  printDiagnostics(process.stderr, input.diagnostics, input.texts);
  const since = flags.wait ? await nextGeneration(client) : 0;
  const applied: Applied[] = [];
  const objects = kinds.flatMap((kind): readonly AnyObject[] => input.snapshot.list(kind));
  const refused = await eachObject(objects, async (object) => {
    const done = await apply(client, object);
    applied.push(done);
    if (flags.output === 'text')
      process.stdout.write(`${resourceName(object.kind)}/${object.metadata.name} ${done.outcome}\n`);
  });
  if (flags.output === 'json') {
    const { printDocument } = await import('../print/document.js');
    await printDocument({ applied: applied.map(toRecord) }, 'json');
  }
  const byName = new Map(objects.map((object) => [nameOf(object), object]));
  const found = await findingsOf(client, byName);
  printDiagnostics(process.stderr, news(found.diagnostics, input.diagnostics), input.texts);
  const { isLeftOut } = found;
  const sent = { placeOf: (object: string) => byName.get(object)?.origin, texts: input.texts, isLeftOut };
  const settled = flags.wait
    ? await settle(client, { timeoutMs: flags.timeout, since }, sent)
    : isLeftOut
      ? exitStatus.findings
      : exitStatus.ok;
  if (input.diagnostics.some((d) => d.severity === 'error')) return exitStatus.data;
  return refused === exitStatus.ok ? settled : refused;
}

/** What reading has not said yet. */
const news = (found: readonly Diagnostic[], told: readonly Diagnostic[]): readonly Diagnostic[] =>
  found.filter(
    (one) =>
      !told.some(({ code, object, path }) => code === one.code && object === one.object && path === one.path),
  );

const toRecord = ({ outcome, object: { apiVersion, kind, metadata } }: Applied): object => ({
  apiVersion,
  kind,
  namespace: metadata.namespace,
  name: metadata.name,
  resourceVersion: metadata.resourceVersion,
  outcome,
});
