import type { Command } from 'commander';
import { exitStatus } from '../exit-status.js';
import type { ExitStatus } from '../exit-status.js';
import { addServerFlags } from '../flags/server-flags.js';
import type { ServerFlags } from '../flags/server-flags.js';
import { examples } from '../print/examples.js';

/** `xdsim confirm-removal`: what the server holds as it removes much is meant so. */
export function addConfirmRemoval(program: Command): void {
  const command = program
    .command('confirm-removal')
    .summary('serve a removal that the server holds')
    .description(
      'A change that removes more of the services than serve --max-removal allows is held, and so is a start without ' +
        'services while proxies hold some. This says that it is meant so. To take the change back ends it as well.',
    );
  addServerFlags(command)
    .addHelpText('after', examples(['xdsim confirm-removal', 'serve what is held']))
    .action(async (flags: ServerFlags) => {
      process.exitCode = await confirm(flags);
    });
}

async function confirm(flags: ServerFlags): Promise<ExitStatus> {
  const { connect } = await import('../client/connect.js');
  const client = await connect(flags);
  const { held } = (await client.ask('POST', '/debug/removal')) as { readonly held: string | null };
  process.stdout.write(held === null ? 'nothing was held\n' : `confirmed: ${held}\n`);
  return exitStatus.ok;
}
