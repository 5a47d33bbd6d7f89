import type { Command } from 'commander';
import { examples } from '../print/examples.js';

/** `xdsim help [TOPIC]`: the help of a command, or the page of a diagnostic's code. */
export function addHelp(program: Command): void {
  const command = program
    .command('help')
    .summary('explain a command, or a code such as XDS0213')
    .description(
      'Prints the help of a command, or the page of a code: what it means, and an example that is wrong and one that is right.',
    )
    .argument('[topic]', 'a command, or a code')
    .addHelpText(
      'after',
      examples(
        ['xdsim help translate', 'what a command can do'],
        ['xdsim help XDS0213', 'what a diagnostic means, and how it is mended'],
        ['xdsim help', 'all commands'],
      ),
    )
    .action(async (topic: string | undefined) => {
      if (topic === undefined) return program.outputHelp();
      const named = program.commands.find((one) => one.name() === topic || one.aliases().includes(topic));
      if (named) return named.outputHelp();
      const [{ catalogue, suggest }, { readPage }] = await Promise.all([
        import('@xdsim/api'),
        import('../help/read-page.js'),
      ]);
      const code = topic.toUpperCase();
      if (code in catalogue) return void process.stdout.write(await readPage(code));
      // Codes differ in digits alone: the nearest one is no better than any other.
      const near = suggest(
        topic,
        program.commands.map((one) => one.name()),
      );
      const advice = near === undefined ? '; xdsim help lists the commands' : `; did you mean ${near}?`;
      command.error(`error: there is no command and no code "${topic}"${advice}`);
    });
}
