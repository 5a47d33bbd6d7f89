import type { Diagnostic } from '@xdsim/api';
import type { Registry } from '@xdsim/registry';
import type { Logger } from '../logger.js';

/** Where objects come from. */
export interface Source {
  /** For messages: what it reads. */
  readonly name: string;
  /**
   * Puts everything that is present into the registry, then resolves; what changes later follows until the signal.
   * Proxies get nothing until every source has done so.
   *
   * @throws when it cannot start at all: the server then does not start either.
   */
  start(context: SourceContext): Promise<void>;
}

/** What a source is given to work with. */
export interface SourceContext {
  readonly registry: Registry;
  /** Aborted when the server closes: stop watching. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /**
   * Says all that is wrong with what `owner` (a file) holds at present; an empty list when all is well again.
   * The text is what the diagnostics' positions refer to, for code frames.
   */
  report(owner: string, diagnostics: readonly Diagnostic[], text?: string): void;
}
