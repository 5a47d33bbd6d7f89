import type { Command } from 'commander';
import { addServeFlags } from '../flags/serve-flags.js';
import type { ServeFlags } from '../flags/serve-flags.js';
import { addPaths } from '../flags/paths.js';
import type { Paths } from '../flags/paths.js';
import { examples } from '../print/examples.js';

/** `xdsim serve`: the control plane. */
export function addServe(program: Command): void {
  const command = program
    .command('serve')
    .summary('serve objects to Envoys, and follow their changes')
    .description(
      'Serves the objects in files and folders to every Envoy that connects, and follows their changes. An object ' +
        'with an error is reported; what it was before stays in force. SIGINT and SIGTERM end it with status 0.',
    );
  addServeFlags(addPaths(command, { optional: true }))
    .addHelpText(
      'after',
      examples(
        ['xdsim serve ./mesh', 'a folder'],
        ['xdsim serve mesh.yaml --port-offset 10000', 'port 80 is on 10080: no root needed'],
        ['helm template ./chart | xdsim serve -', 'what another tool made'],
      ),
    )
    .addHelpText(
      'after',
      `
Under a supervisor:
  systemd, Docker and the like start it without npx, which passes no signals on:
  node_modules/.bin/xdsim serve ./mesh. Started by npx, it ends when npx has gone.`,
    )
    .action(async (_paths: unknown, flags: ServeFlags & Paths) => {
      const { runServer } = await import('../serve/run-server.js');
      process.exitCode = await runServer(flags.filename, flags);
    });
}
