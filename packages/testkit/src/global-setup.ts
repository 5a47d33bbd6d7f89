import { findEnvoy } from './envoy/find/find-envoy.js';

/**
 * Gets the Envoy before any test runs, where no test's time is counted: the first download takes longer than a test may. A module
 * of its own for test runners to load, each by the name that it looks for.
 *
 * @example
 * // mocha --require @xdsim/testkit/global-setup
 * // vitest: globalSetup: '@xdsim/testkit/global-setup'
 * // node --test --test-global-setup=…/global-setup.js, from Node 24 on
 */
export async function mochaGlobalSetup(): Promise<void> {
  await findEnvoy();
}

export { mochaGlobalSetup as globalSetup, mochaGlobalSetup as setup };
