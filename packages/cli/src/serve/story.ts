import { readFileSync } from 'node:fs';
import { formatDiagnostic, keyOf, kinds, nameOf, printable } from '@xdsim/api';
import type { Diagnostic, ObjectKey } from '@xdsim/api';
import type { Registry } from '@xdsim/registry';
import type { Server, ServerEvent } from '@xdsim/server';
import { count } from '../print/count.js';
import { createAckLines } from './ack-lines.js';
import { createPen } from './pen.js';

export interface StoryOptions {
  readonly registry: Registry;
  readonly proxies: Server['proxies'];
  readonly write: (text: string) => void;
  readonly color: boolean;
}

type Event<K extends ServerEvent['kind']> = Extract<ServerEvent, { kind: K }>;

/** More changes than these are told as a number. */
const NAMED = 4;

/** Tells what happens in a server to a person: a line a change and a proxy, a code frame a problem. */
export function createStory({ registry, proxies, write, color }: StoryOptions): (event: ServerEvent) => void {
  const pen = createPen(color);
  const snapshot = registry.snapshot();
  const known = new Set(kinds.flatMap((kind) => snapshot.list(kind).map(keyOf)));
  const wrong = new Map<string, readonly Diagnostic[]>();
  const rejected = new Map<string, string>();
  const line = (who: string, what: string): void =>
    write(`${pen.time()}  ${pen.bold(printable(who))}  ${what}`);
  const acks = createAckLines((proxy, text) => line(proxy, text), pen);

  function outcome(key: ObjectKey): 'created' | 'configured' | 'deleted' {
    const id = keyOf(key);
    const exists = registry.snapshot().get(key.kind, key.namespace, key.name) !== undefined;
    const was = known.has(id);
    if (exists) known.add(id);
    else known.delete(id);
    return exists ? (was ? 'configured' : 'created') : 'deleted';
  }

  function applied({ source, changed }: Event<'applied'>): void {
    const outcomes = changed.map((key) => ({ name: nameOf(key), outcome: outcome(key) }));
    if (outcomes.length <= NAMED) for (const one of outcomes) line(source, `${one.name} ${one.outcome}`);
    else {
      const parts = (['created', 'configured', 'deleted'] as const)
        .map((kind) => [outcomes.filter((one) => one.outcome === kind).length, kind] as const)
        .filter(([number]) => number > 0);
      line(source, `${count(outcomes.length, 'object')}: ${parts.map((part) => part.join(' ')).join(', ')}`);
    }
  }

  function show(diagnostic: Diagnostic, text = textOf(diagnostic)): void {
    write(`\n${formatDiagnostic(diagnostic, { color, ...(text !== undefined && { source: text }) })}\n`);
  }

  function diagnostics({ source, diagnostics: all, text }: Event<'diagnostics'>): void {
    // What proxies reject is told as it happens.
    const found = all.filter(({ code }) => code !== 'XDS0601' && code !== 'XDS0602');
    const before = wrong.get(source) ?? [];
    const seen = new Set(before.map((d) => formatDiagnostic(d)));
    for (const one of found) {
      if (!seen.has(formatDiagnostic(one))) show(one, one.file === source ? text : undefined);
    }
    if (before.length > 0 && found.length === 0) line(source, pen.good('fine again'));
    wrong.set(source, found);
  }

  function nacked({ proxy, type, diagnostic }: Event<'nacked'>): void {
    acks.flush();
    // Envoy repeats a rejection with each change; it is news once.
    const key = `${proxy} ${type}`;
    if (rejected.get(key) === diagnostic.message) return;
    rejected.set(key, diagnostic.message);
    show(diagnostic);
  }

  return (event) => {
    switch (event.kind) {
      case 'applied':
        return applied(event);
      case 'diagnostics':
        return diagnostics(event);
      case 'nacked':
        return nacked(event);
      case 'acked':
        rejected.delete(`${event.proxy} ${event.type}`);
        return acks.add(event);
      case 'proxy-connected':
        return line(event.proxy, 'connected');
      case 'proxy-disconnected':
        acks.flush();
        return line(event.proxy, 'disconnected');
      case 'settled':
        acks.flush();
        // With one proxy its own line has said it.
        if (proxies().length > 1) line('all proxies', `hold it  ${pen.milliseconds(event.ms)}`);
    }
  };
}

/** The text of the diagnostic's file as it is now; a frame is a help, not a must. */
function textOf({ file }: Diagnostic): string | undefined {
  try {
    return file === undefined ? undefined : readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
