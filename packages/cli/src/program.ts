import { Command } from 'commander';
import { addAnalyze } from './commands/analyze.js';
import { addApply } from './commands/apply.js';
import { addBootstrap } from './commands/bootstrap.js';
import { addConfirmRemoval } from './commands/confirm-removal.js';
import { addDelete } from './commands/delete.js';
import { addGet } from './commands/get.js';
import { addHelp } from './commands/help.js';
import { addNotYet } from './commands/not-yet.js';
import { addProxyConfig } from './commands/proxy-config.js';
import { addProxyStatus } from './commands/proxy-status.js';
import { addServe } from './commands/serve.js';
import { addTranslate } from './commands/translate.js';
import { addValidate } from './commands/validate.js';
import { addVersion } from './commands/version.js';
import { exitStatus } from './exit-status.js';
import { examples } from './print/examples.js';
import { version } from './version.js';

/** The whole command line. Commands load what they need when they run, so that help and usage errors are instant. */
export function createProgram(): Command {
  const program = new Command('xdsim')
    .description("Istio's traffic objects against a real Envoy, without Kubernetes and without Istio.")
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .showHelpAfterError('(--help shows what can be asked)')
    .exitOverride()
    .addHelpText(
      'after',
      examples(
        ['xdsim serve ./mesh', 'serve a folder, and follow its changes'],
        ['envoy -c <(xdsim bootstrap --id web-1)', 'attach an Envoy to it'],
        ['xdsim translate -f mesh.yaml', 'see what an Envoy would get'],
      ),
    )
    .addHelpText('after', exitStatusHelp);

  addServe(program);
  addTranslate(program);
  addValidate(program);
  addAnalyze(program);
  addApply(program);
  addDelete(program);
  addGet(program);
  addProxyStatus(program);
  addProxyConfig(program);
  addConfirmRemoval(program);
  addBootstrap(program);
  addHelp(program);
  addVersion(program);
  addNotYet(program);
  return program;
}

const { ok, unexpected, usage, data, unavailable, findings } = exitStatus;

const exitStatusHelp = `
Exit status:
  ${ok}   fine                 ${data}  input that cannot be read, or is invalid
  ${unexpected}   unexpected           ${unavailable}  no server
  ${usage}  wrong usage          ${findings}  findings`;
