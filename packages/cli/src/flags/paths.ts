import type { Command } from 'commander';

/** Which files hold the objects. */
export interface Paths {
  readonly filename: readonly string[];
}

const what = 'files and folders with objects; - is stdin';

/**
 * `PATH…` and `-f PATH…`: people know the one from most tools and the other from kubectl, and both are read.
 * @param command whose action is given its arguments first, and then its flags with all paths in `filename`
 */
export const addPaths = (command: Command, { optional = false } = {}): Command =>
  command
    .argument('[path...]', what)
    .option('-f, --filename <path...>', 'the same, as kubectl has it')
    .hook('preAction', (_program, called) => {
      const { filename = [] } = called.opts<Partial<Paths>>();
      const paths = [...filename, ...(called.processedArgs[0] as readonly string[])];
      if (paths.length === 0 && !optional) {
        called.error(`error: say which files, as in xdsim ${called.name()} mesh.yaml; - is stdin`);
      }
      called.setOptionValue('filename', paths);
    });
