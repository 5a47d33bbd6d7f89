import { build } from './build.mjs';
import { dependencies } from './dependencies.mjs';
import { envoy } from './envoy.mjs';
import { generatedCode } from './generated-code.mjs';
import { StepFailed } from './run.mjs';

/**
 * Every step looks whether it has anything to do, and is silent when not.
 *
 * @param {{ withEnvoy: boolean }} options
 * @returns {Promise<boolean>} whether the clone is ready
 */
export async function setUp({ withEnvoy }) {
  try {
    await dependencies();
    await generatedCode();
    await build();
    if (withEnvoy) await envoy();
    return true;
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    console.error(error.message);
    return false;
  }
}
