import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { root } from './repository.js';

/** Runs a program that believes to be run by another version of Node. */
function runAs(version: string, program: string, ...args: readonly string[]) {
  const disguise = `Object.defineProperty(process.versions, 'node', { value: '${version}' })`;
  const pretend = `data:text/javascript,${encodeURIComponent(disguise)}`;
  return spawnSync(process.execPath, ['--import', pretend, join(root, program), ...args], {
    encoding: 'utf8',
  });
}

describe('the check of the Node version', () => {
  const programs = [
    ['.dev/set-up.mjs', '--without-envoy'],
    ['packages/cli/bin/xdsim.js', 'version'],
  ] as const;
  for (const [program, argument] of programs) {
    for (const version of ['16.20.2', '18.20.8', '20.18.3', '21.7.3', '22.11.0']) {
      it(`stops ${program} under Node ${version} with a message that says what to get`, () => {
        const { status, stdout, stderr } = runAs(version, program, argument);
        expect(stderr).to.match(/^xdsim needs Node 20\.19 or newer .*\nGet one at https:\/\/nodejs\.org/);
        expect(stderr).to.contain(version);
        expect({ status, stdout }).to.deep.equal({ status: 1, stdout: '' });
      });
    }
    for (const version of ['20.19.0', '22.12.0', '23.0.0', '24.0.0', '26.1.0']) {
      it(`lets ${program} run under Node ${version}`, async () => {
        const { nodeProblem } = (await import(join(root, '.dev/set-up/node-problem.mjs'))) as {
          nodeProblem(version: string): string | undefined;
        };
        if (program.startsWith('.dev')) expect(nodeProblem(version)).to.equal(undefined);
        else expect(runAs(version, program, argument).status).to.equal(0);
      });
    }
  }
});
