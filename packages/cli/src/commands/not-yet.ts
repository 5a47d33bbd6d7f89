import type { Command } from 'commander';

/** Words that people will try because kubectl or istioctl has them, and what to do until they exist here. */
const notYet: Readonly<Record<string, string>> = {
  describe: 'xdsim get KIND/NAME -o yaml shows one in full',
  envoy: 'envoy -c <(xdsim bootstrap --id web-1) runs one that is installed',
  explain: 'xdsim translate prints the routes that a request can take',
  completion: 'xdsim --help lists all commands',
};

/** The commands that are planned: asked for, each says so and what there is instead. */
export function addNotYet(program: Command): void {
  for (const [name, instead] of Object.entries(notYet)) {
    program
      .command(name, { hidden: true })
      .allowUnknownOption()
      .allowExcessArguments()
      .helpOption(false)
      .action((_flags, command: Command) => {
        command.error(`error: xdsim ${name} does not exist yet; ${instead}`);
      });
  }
}
