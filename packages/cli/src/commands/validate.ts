import type { Command } from 'commander';
import { exitStatus } from '../exit-status.js';
import type { ExitStatus } from '../exit-status.js';
import { inNamespace, namespaceFlag } from '../flags/namespace-flag.js';
import { addPaths } from '../flags/paths.js';
import { reportFlag } from '../flags/report-flag.js';
import type { ReportFormat } from '../flags/report-flag.js';
import { count } from '../print/count.js';
import { examples } from '../print/examples.js';
import { summary } from '../print/summary.js';

interface Flags {
  readonly filename: readonly string[];
  readonly namespace?: string;
  readonly output: ReportFormat;
}

/** `xdsim validate`: is the YAML right, each object for itself? */
export function addValidate(program: Command): void {
  addPaths(program.command('validate'))
    .summary('check YAML, without a server')
    .description(
      "Checks YAML, the structure of the objects, Istio's rules for each of them, and whether something of them is left " +
        'out when they are translated. The findings are the output; ' +
        'the status is 65 when one is an error, and 0 when there are only warnings.',
    )
    .addOption(namespaceFlag())
    .addOption(reportFlag())
    .addHelpText(
      'after',
      examples(
        ['xdsim validate -f mesh.yaml', 'one file'],
        ['xdsim validate -f ./mesh -o json', 'a folder, for a program'],
        ['helm template ./chart | xdsim validate -f -', 'what another tool made'],
      ),
    )
    .action(async (_paths: unknown, flags: Flags) => {
      process.exitCode = await validateFiles(flags);
    });
}

async function validateFiles({ filename, namespace, output }: Flags): Promise<ExitStatus> {
  const [{ readObjects }, { defaultProxies, findings }, { printReport }] = await Promise.all([
    import('../input/read-objects.js'),
    import('@xdsim/server/findings'),
    import('../print/report.js'),
  ]);
  const {
    diagnostics: read,
    texts,
    objects,
    files,
    snapshot,
  } = await readObjects(filename, inNamespace(namespace));
  // Objects are judged as Istio has them: which ports a proxy binds is not their matter.
  const diagnostics = findings(snapshot, {
    translate: { interception: 'redirect' },
    proxies: defaultProxies(snapshot),
    read,
    rules: [],
  });
  await printReport({ diagnostics, texts, failureThreshold: 'error' }, output);
  if (output === 'pretty') {
    const read = `${count(objects, 'valid object')} in ${count(files, 'file')}`;
    process.stderr.write(`${read}: ${summary(diagnostics)}\n`);
  }
  return diagnostics.some((d) => d.severity === 'error') ? exitStatus.data : exitStatus.ok;
}
