import type { Diagnostic } from '@xdsim/api';
import type { RegistrySnapshot } from '@xdsim/registry';
import type { TranslateOptions } from '@xdsim/translator';
import { finding } from './findings.js';

/** How long a piece of work may hold everything else up. */
const PIECE_MS = 10;

/** What is wrong with all objects at a generation. */
export interface Found {
  readonly generation: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is wrong with what a server holds, looked for when somebody asks. */
export interface Findings {
  /** Of the present generation. Whoever asks meanwhile gets the same answer, so that many cost what one does. */
  now(): Promise<Found>;
  /** Nothing is looked for any more. */
  close(): void;
}

export interface FindingsSources {
  snapshot(): RegistrySnapshot;
  /** What is known by now, of reading and of translating for those who are there. */
  known(): readonly Diagnostic[];
  readonly translate: TranslateOptions;
}

export function createFindings({ snapshot, known, translate }: FindingsSources): Findings {
  let isClosed = false;
  /** The last that was asked for. */
  let asked: { readonly generation: number; readonly found: Promise<Found> } | undefined;

  async function look(): Promise<Found> {
    const of = snapshot();
    let end = performance.now() + PIECE_MS;
    const isUp = (): boolean => performance.now() > end;
    const pieces = finding(of, { translate, read: known() }, isUp);
    for (;;) {
      const { done, value } = pieces.next();
      if (done) return { generation: of.generation, diagnostics: value };
      if (isClosed) return { generation: of.generation, diagnostics: [] };
      if (!isUp()) continue;
      await new Promise<void>((resolve) => setImmediate(resolve));
      end = performance.now() + PIECE_MS;
    }
  }

  /** What is asked for of a later generation has its turn when what is under way is done. */
  async function lookAfter(before: Promise<Found> | undefined): Promise<Found> {
    const found = await before?.catch(() => undefined);
    return found?.generation === snapshot().generation ? found : look();
  }

  return {
    now() {
      const { generation } = snapshot();
      if (asked?.generation !== generation) asked = { generation, found: lookAfter(asked?.found) };
      return asked.found;
    },
    close: () => {
      isClosed = true;
    },
  };
}
