import type { Command } from 'commander';
import { outputFlag } from '../flags/output-flag.js';
import { printDocument } from '../print/document.js';
import { examples } from '../print/examples.js';
import { version } from '../version.js';

/** `xdsim version`. */
export function addVersion(program: Command): void {
  program
    .command('version')
    .summary('print the version')
    .description('Prints the version of xdsim and of the Node that runs it.')
    .addOption(outputFlag('text', 'json'))
    .addHelpText(
      'after',
      examples(
        ['xdsim version', 'for people'],
        ['xdsim version -o json', 'for programs'],
        ['xdsim --version', 'the number alone'],
      ),
    )
    .action(async ({ output }: { output: 'text' | 'json' }) => {
      const platform = `${process.platform}-${process.arch}`;
      if (output === 'json')
        await printDocument({ xdsim: version, node: process.versions.node, platform }, 'json');
      else process.stdout.write(`xdsim ${version} (Node ${process.versions.node}, ${platform})\n`);
    });
}
