import type { Command } from 'commander';
import type { Diagnostic } from '@xdsim/api';
import { exitStatus } from '../exit-status.js';
import type { ExitStatus } from '../exit-status.js';
import { outputFlag } from '../flags/output-flag.js';
import { pathFlag } from '../flags/path-flag.js';
import { count } from '../print/count.js';
import { printDocument } from '../print/document.js';
import { examples } from '../print/examples.js';

interface Flags {
  readonly filename: readonly string[];
  readonly output: 'pretty' | 'json';
}

/** `xdsim validate`: is the YAML right, each object for itself? */
export function addValidate(program: Command): void {
  program
    .command('validate')
    .summary('check YAML, without a server')
    .description(
      "Checks YAML, the structure of the objects and Istio's rules for each of them. The findings are the output; " +
        'the status is 65 when one is an error, and 0 when there are only warnings.',
    )
    .addOption(pathFlag())
    .addOption(outputFlag('pretty', 'json'))
    .addHelpText(
      'after',
      examples(
        ['xdsim validate -f mesh.yaml', 'one file'],
        ['xdsim validate -f ./mesh -o json', 'a folder, for a program'],
        ['helm template ./chart | xdsim validate -f -', 'what another tool made'],
      ),
    )
    .action(async (flags: Flags) => {
      process.exitCode = await validateFiles(flags);
    });
}

async function validateFiles({ filename, output }: Flags): Promise<ExitStatus> {
  const [{ readObjects }, { printDiagnostics }] = await Promise.all([
    import('../input/read-objects.js'),
    import('../print/print-diagnostics.js'),
  ]);
  const { diagnostics, texts, objects, files } = await readObjects(filename);
  if (output === 'json') await printDocument({ diagnostics: diagnostics.map(toRecord) }, 'json');
  else {
    printDiagnostics(process.stdout, diagnostics, texts);
    const read = `${count(objects, 'valid object')} in ${count(files, 'file')}`;
    process.stderr.write(`${read}: ${summary(diagnostics)}\n`);
  }
  return diagnostics.some((d) => d.severity === 'error') ? exitStatus.data : exitStatus.ok;
}

/** The order of the fields is part of the output. */
function toRecord(d: Diagnostic): object {
  const { code, severity, message, file, line, column, path, object, help } = d;
  return { code, severity, message, file, line, column, path, object, help };
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const of = (severity: Diagnostic['severity']) => diagnostics.filter((d) => d.severity === severity).length;
  const parts = [
    [of('error'), 'error'],
    [of('warning'), 'warning'],
    [of('info'), 'note'],
  ] as const;
  const said = parts.filter(([number]) => number > 0).map(([number, thing]) => count(number, thing));
  return said.length > 0 ? said.join(', ') : 'no findings';
}
