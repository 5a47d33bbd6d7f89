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

/** What was asked for last, and is the answer for as long as nothing else is known. */
interface Asked {
  readonly generation: number;
  readonly read: readonly Diagnostic[];
  readonly found: Promise<Found>;
}

const areSame = (a: readonly Diagnostic[], b: readonly Diagnostic[]): boolean =>
  a.length === b.length && a.every((one, index) => one === b[index]);

export function createFindings({ snapshot, known, translate }: FindingsSources): Findings {
  let isClosed = false;
  let asked: Asked | undefined;

  async function look(read: readonly Diagnostic[]): Promise<Found> {
    const of = snapshot();
    let end = performance.now() + PIECE_MS;
    const isUp = (): boolean => performance.now() > end;
    const pieces = finding(of, { translate, read }, isUp);
    for (;;) {
      const { done, value } = pieces.next();
      if (done) return { generation: of.generation, diagnostics: value };
      if (isClosed) return { generation: of.generation, diagnostics: [] };
      if (!isUp()) continue;
      await new Promise<void>((resolve) => setImmediate(resolve));
      end = performance.now() + PIECE_MS;
    }
  }

  /** What is asked for later has its turn when what is under way is done. */
  async function lookAfter(before: Promise<Found> | undefined, read: readonly Diagnostic[]): Promise<Found> {
    await before?.catch(() => undefined);
    return look(read);
  }

  return {
    now() {
      const { generation } = snapshot();
      const read = known();
      if (!asked || asked.generation !== generation || !areSame(asked.read, read))
        asked = { generation, read, found: lookAfter(asked?.found, read) };
      return asked.found;
    },
    close: () => {
      isClosed = true;
    },
  };
}
