import { isDeepStrictEqual } from 'node:util';
import { diagnostic, type Diagnostic } from '@xdsim/api';
import { Subject, type Observable } from 'rxjs';
import { accessRules, type AccessRule, type Claim } from './access-rules.js';

/** Rules that may change while the server runs. */
export interface AccessRuleSource {
  /** Throws when they cannot be used; its message is told, and those before stay in use. */
  read(): Promise<readonly AccessRule[]>;
  /** How often to ask; 5 seconds unless given. */
  readonly refreshMs?: number;
}

/** Told what is wrong with the rules now: nothing, when all is well again. */
export type RulesReport = (wrong: readonly Diagnostic[]) => void;

export interface FollowedRules {
  /** By the rules of now: whether one of them covers a claim. */
  readonly allows: (claim: Claim) => boolean;
  /** They are others now. */
  readonly changed$: Observable<void>;
  close(): void;
}

const REFRESH_MS = 5_000;

/** Rules that are asked for again and again; what is wrong at first is thrown. */
export async function followRules(source: AccessRuleSource, report: RulesReport): Promise<FollowedRules> {
  let rules = await source.read();
  let allows = accessRules(rules);
  const changed$ = new Subject<void>();

  async function refresh(): Promise<void> {
    try {
      const next = await source.read();
      const isChanged = !isDeepStrictEqual(next, rules);
      if (isChanged) allows = accessRules(next);
      rules = next;
      report([]);
      if (isChanged) changed$.next();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const message = `${why.replace(/^error: /, '')}; the rules before stay in use`;
      report([diagnostic('XDS0634', { message, help: 'mend the file: it is read again every few seconds' })]);
    }
  }

  const timer = setInterval(() => void refresh(), source.refreshMs ?? REFRESH_MS).unref();
  return {
    allows: (claim) => allows(claim),
    changed$,
    close() {
      clearInterval(timer);
      changed$.complete();
    },
  };
}
