import { forgetEndedEnvoys, notedEnvoys, type NotedEnvoy } from '../envoy/run/envoys-noted.js';

/** The part of mocha's globals that is used; `globalThis` has it in a test file. */
export interface TestHooks {
  beforeEach(hook: (this: TestContext) => void): void;
  afterEach(hook: (this: TestContext) => void): void;
}

export interface TestContext {
  readonly currentTest?: { readonly state?: string | undefined; fullTitle(): string } | undefined;
}

export interface EnvoyLogOptions {
  /** Mocha's hooks; its globals unless given. */
  readonly hooks?: TestHooks;
  /** Where logs go; standard error unless given. */
  readonly write?: (text: string) => void;
}

/**
 * Shows, when a test of this suite fails, what each Envoy that ran during it wrote meanwhile. At the top of a file,
 * outside of any suite, it holds for the whole run.
 *
 * @example
 * describe('my mesh', () => {
 *   useEnvoyLog();
 * });
 */
export function useEnvoyLog(options: EnvoyLogOptions = {}): void {
  const { hooks = globalHooks(), write = (text) => process.stderr.write(text) } = options;
  let marks = new Map<NotedEnvoy, number>();

  hooks.beforeEach(function markLogs() {
    forgetEndedEnvoys();
    marks = new Map([...notedEnvoys()].map((envoy) => [envoy, envoy.log.count]));
  });
  hooks.afterEach(function showLogs() {
    if (this.currentTest?.state !== 'failed') return;
    for (const envoy of notedEnvoys()) {
      const text = envoy.log.since(marks.get(envoy) ?? 0);
      write(
        `\n── Envoy ${envoy.id} during "${this.currentTest.fullTitle()}" ──\n${text || '(it wrote nothing)'}\n`,
      );
    }
  });
}

function globalHooks(): TestHooks {
  const { beforeEach, afterEach } = globalThis as Partial<TestHooks>;
  if (!beforeEach || !afterEach)
    throw new TypeError('useEnvoyLog is to be called in a mocha test, or given hooks');
  return { beforeEach, afterEach };
}
