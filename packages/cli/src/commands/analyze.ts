import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { Severity } from '@xdsim/api';
import { exitStatus } from '../exit-status.js';
import type { ExitStatus } from '../exit-status.js';
import { inNamespace, namespaceFlag } from '../flags/namespace-flag.js';
import { addPaths } from '../flags/paths.js';
import { repeated } from '../flags/repeated.js';
import { reportFlag } from '../flags/report-flag.js';
import type { ReportFormat } from '../flags/report-flag.js';
import { count } from '../print/count.js';
import { examples } from '../print/examples.js';
import { summary } from '../print/summary.js';

interface Flags {
  readonly filename: readonly string[];
  readonly namespace?: string;
  readonly suppress?: readonly string[];
  readonly failureThreshold: Severity;
  readonly outputThreshold: Severity;
  readonly meshConfig?: string;
  readonly output: ReportFormat;
}

/** `xdsim analyze`: do the objects fit together? */
export function addAnalyze(program: Command): void {
  addPaths(program.command('analyze'))
    .summary('find what is wrong between objects, without a server')
    .description(
      'Finds what is wrong between objects that are fine one by one, such as a route to a host that no service has, ' +
        'what is left out when they are translated, and all that validate finds. The status is 79 when a finding reaches the failure threshold, and 65 when an object ' +
        'or a file is invalid: the rest was analysed without it.',
    )
    .addOption(namespaceFlag())
    .option(
      '--suppress <code>',
      'leave out CODE, or CODE=KIND/NAME[.NAMESPACE]; * is any text; may be repeated',
      repeated(suppression),
    )
    .addOption(threshold('--failure-threshold <severity>', 'end with 79 from this severity on', 'error'))
    .addOption(threshold('--output-threshold <severity>', 'print findings from this severity on', 'info'))
    .option('--mesh-config <file>', "Istio's mesh config, as YAML")
    .addOption(reportFlag())
    .addHelpText(
      'after',
      examples(
        ['xdsim analyze -f ./mesh', 'a folder'],
        ['xdsim analyze -f ./mesh --failure-threshold warning -o github', 'in a pull request'],
        ["xdsim analyze -f mesh.yaml --suppress 'XDS0703=VirtualService/test-*'", 'not these'],
      ),
    )
    .action(async (_paths: unknown, flags: Flags) => {
      process.exitCode = await analyzeFiles(flags);
    });
}

async function analyzeFiles(flags: Flags): Promise<ExitStatus> {
  const { filename, namespace, suppress = [], failureThreshold, outputThreshold, output } = flags;
  const [{ readObjects }, { defaultProxies, findings }, { isAtLeast }, { printReport }] = await Promise.all([
    import('../input/read-objects.js'),
    import('@xdsim/server/findings'),
    import('@xdsim/api'),
    import('../print/report.js'),
  ]);
  const translate = flags.meshConfig === undefined ? {} : { mesh: await meshOf(flags.meshConfig) };
  const input = await readObjects(filename, inNamespace(namespace));
  const { snapshot, diagnostics: read, templates } = input;
  const proxies = defaultProxies(snapshot);
  const all = findings(snapshot, { translate, proxies, suppress, read, templates });
  const shown = all.filter(({ severity }) => isAtLeast(severity, outputThreshold));
  await printReport({ diagnostics: shown, texts: input.texts, failureThreshold }, output);
  if (output === 'pretty') {
    const looked = `${count(input.objects, 'valid object')} in ${count(input.files, 'file')}`;
    process.stderr.write(`${looked}: ${summary(all)}\n`);
  }
  if (input.diagnostics.some(({ severity }) => severity === 'error')) return exitStatus.data;
  return all.some(({ severity }) => isAtLeast(severity, failureThreshold))
    ? exitStatus.findings
    : exitStatus.ok;
}

async function meshOf(file: string) {
  const { readMeshConfig } = await import('../input/read-mesh-config.js');
  return readMeshConfig(file);
}

const threshold = (flags: string, description: string, severity: Severity): Option =>
  new Option(flags, description).choices(['info', 'warning', 'error']).default(severity);

/** A code that nothing has would silence nothing, and nobody would notice. */
function suppression(text: string): string {
  if (!/^(?:XDS\d{4}|[XDS\d]*\*[\d*]*)(?:=.+)?$/s.test(text)) {
    throw new InvalidArgumentError('Write CODE or CODE=KIND/NAME, as in XDS0703=VirtualService/shop.');
  }
  return text;
}
