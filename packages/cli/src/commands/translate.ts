import { Option } from 'commander';
import type { Command } from 'commander';
import type { ResourceType } from '@xdsim/envoy';
import { exitStatus } from '../exit-status.js';
import type { ExitStatus } from '../exit-status.js';
import { inNamespace } from '../flags/namespace-flag.js';
import { outputFlag } from '../flags/output-flag.js';
import { addPaths } from '../flags/paths.js';
import { addProxyFlags } from '../flags/proxy-flags.js';
import type { ProxyFlags } from '../flags/proxy-flags.js';
import { addTranslateFlags, translateOptions } from '../flags/translate-flags.js';
import type { TranslateFlags } from '../flags/translate-flags.js';
import { printDocument } from '../print/document.js';
import type { DocumentFormat } from '../print/document.js';
import { examples } from '../print/examples.js';

/** What comes of objects: secrets are a server's own. */
const translatedTypes: readonly ResourceType[] = ['clusters', 'endpoints', 'listeners', 'routes'];

interface Flags extends ProxyFlags, TranslateFlags {
  readonly filename: readonly string[];
  readonly objectNamespace?: string;
  readonly type: 'sidecar';
  readonly resources: ResourceType | 'all';
  readonly output: DocumentFormat;
  readonly provenance?: true;
}

/** `xdsim translate`: what a proxy would get, without a server. */
export function addTranslate(program: Command): void {
  const command = addPaths(program.command('translate'))
    .summary('print what an Envoy would be configured with')
    .description(
      'Prints what an Envoy would be configured with: clusters, endpoints, listeners and routes, as its own ' +
        'config_dump spells them. Objects with errors are reported and left out; the status is then 65.',
    )
    .addOption(
      new Option('-t, --resources <type>', 'which resources to print')
        .choices([...translatedTypes, 'all'])
        .default('all'),
    )
    .option(
      '-n, --object-namespace <ns>',
      'the namespace of objects that name none, and of the proxy where --namespace does not say (default: "default")',
    )
    .addOption(outputFlag('yaml', 'json'))
    .option(
      '--provenance',
      'say above each resource which objects it comes from, by file and line (YAML only)',
    );
  addProxyFlags(command).addOption(
    new Option('--type <type>', 'the type of the proxy').choices(['sidecar']).default('sidecar'),
  );
  addTranslateFlags(command)
    .addHelpText(
      'after',
      examples(
        ['xdsim translate -f mesh.yaml', 'everything, as YAML'],
        ['xdsim translate -f ./mesh -t clusters -o json', 'the clusters, as JSON'],
        ['cat *.yaml | xdsim translate -f - --namespace shop', 'what a proxy in shop sees'],
        ['xdsim translate -f ./mesh --provenance', 'and which objects it comes from'],
      ),
    )
    .action(async (_paths: unknown, flags: Flags) => {
      if (flags.provenance && flags.output === 'json') {
        command.error('error: --provenance writes comments, which JSON has none of');
      }
      const isSaid = command.getOptionValueSource('namespace') !== 'default';
      const namespace = isSaid ? flags.namespace : (flags.objectNamespace ?? flags.namespace);
      process.exitCode = await translateFiles({ ...flags, namespace });
    });
}

async function translateFiles(flags: Flags): Promise<ExitStatus> {
  const [{ readObjects }, { createProxy, translate }, { findings }, { toJson }, { printDiagnostics }] =
    await Promise.all([
      import('../input/read-objects.js'),
      import('@xdsim/translator'),
      import('@xdsim/server/findings'),
      import('@xdsim/envoy'),
      import('../print/print-diagnostics.js'),
    ]);
  const options = await translateOptions(flags);
  const input = await readObjects(flags.filename, inNamespace(flags.objectNamespace));
  const proxy = createProxy({
    namespace: flags.namespace,
    labels: Object.fromEntries(flags.label ?? []),
    ipAddresses: flags.ip ?? [],
    ...(flags.locality && { locality: flags.locality }),
  });
  const { resources, diagnostics: found, provenance } = translate(input.snapshot, proxy, options);
  const { snapshot, templates } = input;
  const diagnostics = [...input.diagnostics, ...found];
  const all = findings(snapshot, { translate: options, proxies: [], read: diagnostics, templates });
  printDiagnostics(process.stderr, all, input.texts);

  const types = translatedTypes.filter((type) => flags.resources === 'all' || flags.resources === type);
  const output = types.map((type) => [type, [...resources[type].values()]] as const);
  const document = Object.fromEntries(output.map(([type, all]) => [type, all.map(toJson)]));
  if (flags.provenance) {
    const { printWithProvenance } = await import('../print/with-provenance.js');
    const sources = output.map(([type, all]) =>
      all.map(({ name }) => provenance.get(`${type}/${name}`) ?? []),
    );
    printWithProvenance(document, sources);
  } else {
    await printDocument(document, flags.output);
  }
  return diagnostics.some((d) => d.severity === 'error') ? exitStatus.data : exitStatus.ok;
}
