import { hash } from 'node:crypto';
import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import type { Observable, Subscription } from 'rxjs';
import { TokenBucket } from './limits/token-bucket.js';
import type { Logger } from './logger.js';
import { Seldom } from './seldom.js';
import type { ServerEvent } from './server-event.js';

/** As many different rejections are remembered, so that each is logged once however many proxies repeat it. */
const REMEMBERED = 1000;

/** As many rejections are logged at once, and one a second in the long run. */
const REJECTIONS = 100;

/** Of each kind of refusal one line in this time: who attacks is not to fill the log. */
const REFUSALS_MS = 10_000;

/** What proxies rejected is logged as it happens. */
const ofProxies: readonly DiagnosticCode[] = ['XDS0601', 'XDS0602'];

/** Writes what happens to the log. */
export function logEvents(events$: Observable<ServerEvent>, log: Logger): Subscription {
  const rejections = new Set<string>();
  const lines = new TokenBucket(1, REJECTIONS, performance.now());
  const refusals = new Seldom(REFUSALS_MS);
  const wrong = new Map<string, readonly Diagnostic[]>();

  function logOnce(key: string, diagnostic: Diagnostic): void {
    if (rejections.has(key) || !lines.take(performance.now())) return;
    const [oldest] = rejections.size < REMEMBERED ? [] : rejections;
    if (oldest !== undefined) rejections.delete(oldest);
    rejections.add(key);
    logDiagnostic(diagnostic);
  }

  function logDiagnostic({ severity, message, ...fields }: Diagnostic): void {
    const level = severity === 'error' ? 'error' : severity === 'warning' ? 'warn' : 'info';
    log[level](fields, message);
  }

  return events$.subscribe((event) => {
    switch (event.kind) {
      case 'applied':
        return log.info(
          { source: event.source, generation: event.generation, objects: event.changed.length },
          'objects changed',
        );
      case 'diagnostics': {
        const before = new Set(wrong.get(event.source)?.map((d) => d.message));
        wrong.set(event.source, event.diagnostics);
        for (const diagnostic of event.diagnostics)
          if (!before.has(diagnostic.message) && !ofProxies.includes(diagnostic.code))
            logDiagnostic(diagnostic);
        return;
      }
      case 'nacked':
        return logOnce(hash('sha1', `${event.type} ${event.version} ${event.message}`), event.diagnostic);
      case 'proxy-connected':
      case 'proxy-disconnected':
        return log.info({ proxy: event.proxy }, event.kind.replace('-', ' '));
      case 'refused': {
        const { kind: _, message, ...fields } = event;
        const before = refusals.pass(event.reason, performance.now());
        if (before === undefined) return;
        return log.warn({ ...fields, ...(before > 0 && { before }) }, `refused: ${message}`);
      }
      case 'acked': {
        const { kind: _, ...fields } = event;
        return log.debug(fields, 'accepted');
      }
      case 'settled':
        return log.info({ generation: event.generation, ms: Math.round(event.ms) }, 'all proxies hold it');
    }
  });
}
