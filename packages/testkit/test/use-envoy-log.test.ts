import { expect } from 'chai';
import Mocha from 'mocha';
import {
  startEnvoy,
  startHttpBackend,
  useEnvoyLog,
  type HttpBackend,
  type RunningEnvoy,
} from '../src/index.js';
import { staticBootstrap } from './static-bootstrap.js';

/** Runs tests in a mocha of their own, with the log shown in the returned text. */
async function run(tests: (suite: Mocha.Suite) => void): Promise<{ text: string; failures: number }> {
  const mocha = new Mocha({ reporter: function silent() {} as never, timeout: 20_000 });
  let text = '';
  useEnvoyLog({
    hooks: {
      beforeEach: (hook) => mocha.suite.beforeEach(hook),
      afterEach: (hook) => mocha.suite.afterEach(hook),
    },
    write: (part) => (text += part),
  });
  tests(mocha.suite);
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  return { text, failures };
}

describe('useEnvoyLog', () => {
  let backend: HttpBackend;
  let shared: RunningEnvoy;
  before(async () => (backend = await startHttpBackend({ name: 'v1' })));
  before(async () => (shared = await startEnvoy({ bootstrap: staticBootstrap(backend) })));
  after(() => shared?.kill());
  after(() => backend?.close());

  it('shows the log of an Envoy that ran in a test that failed, also if it has ended', async () => {
    const { text, failures } = await run((suite) => {
      suite.addTest(
        new Mocha.Test('breaks', async () => {
          const bootstrap = { ...staticBootstrap(backend), node: { id: 'short', cluster: 'static' } };
          await using envoy = await startEnvoy({ bootstrap });
          await envoy.get('/nothing');
        }),
      );
    });
    expect(failures).to.equal(1);
    expect(text).to.contain('── Envoy short during "breaks" ──').and.contain('starting main dispatch loop');
  });

  it('shows of an Envoy that runs longer only what it wrote during the test', async () => {
    const { text } = await run((suite) => {
      suite.addTest(
        new Mocha.Test('breaks', async () => {
          await shared.post('/logging?level=debug');
          await shared.request({ listener: 'http', path: '/during' });
          await shared.post('/logging?level=info');
          await shared.until(() => shared.log().includes('/during'));
          throw new Error('on purpose');
        }),
      );
    });
    expect(text).to.contain('── Envoy static-1 during "breaks" ──').and.contain(`':path', '/during'`);
    expect(text).not.to.contain('starting main dispatch loop');
  });

  it('shows nothing when all is well', async () => {
    const { text, failures } = await run((suite) => {
      suite.addTest(new Mocha.Test('works', () => shared.get('/ready').then(() => {})));
    });
    expect({ text, failures }).to.deep.equal({ text: '', failures: 0 });
  });
});
