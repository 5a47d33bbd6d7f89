import { isDeepStrictEqual } from 'node:util';
import type { Diagnostic } from '@xdsim/api';
import { Observable, Subject } from 'rxjs';
import type { ServerEvent } from './server-event.js';

type DiagnosticsEvent = Extract<ServerEvent, { kind: 'diagnostics' }>;

/** Where everything that happens is told, and what is wrong at present is known. */
export interface EventLog {
  /** A late subscriber first gets what is wrong at present. */
  readonly events$: Observable<ServerEvent>;
  emit(event: ServerEvent): void;
  /** Replaces what is wrong with a source; says nothing when nothing changed. */
  report(source: string, diagnostics: readonly Diagnostic[], text?: string): void;
  diagnostics(): readonly Diagnostic[];
  complete(): void;
}

export function createEventLog(): EventLog {
  const events = new Subject<ServerEvent>();
  const wrong = new Map<string, DiagnosticsEvent>();
  return {
    events$: new Observable((subscriber) => {
      for (const event of wrong.values()) subscriber.next(event);
      return events.subscribe(subscriber);
    }),
    emit: (event) => events.next(event),
    report(source, diagnostics, text) {
      if (isDeepStrictEqual(diagnostics, wrong.get(source)?.diagnostics ?? [])) return;
      const event: DiagnosticsEvent = {
        kind: 'diagnostics',
        source,
        diagnostics,
        ...(text !== undefined && { text }),
      };
      if (diagnostics.length > 0) wrong.set(source, event);
      else wrong.delete(source);
      events.next(event);
    },
    diagnostics: () => [...wrong.values()].flatMap((event) => event.diagnostics),
    complete: () => events.complete(),
  };
}
