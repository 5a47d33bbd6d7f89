import path from 'node:path';
import { formatDiagnostic, nameOf } from '@xdsim/api';
import type { ObjectKey } from '@xdsim/api';
import type { ServerEvent } from '@xdsim/server';
import type { StickyMesh } from './mesh.js';

/** Shows each change from here on, with the time until Envoy acknowledged it. Returns how to stop. */
export function showChanges({ mesh }: StickyMesh, say: (line: string) => void): () => void {
  const color = process.stdout.isTTY && !process.env['NO_COLOR'];
  const shown = new Set<string>();
  const wrong = new Set<string>();
  const wordsOf = (key: ObjectKey): string => {
    const { registry } = mesh.server;
    const isThere = registry.snapshot().get(key.kind, key.namespace, key.name);
    return isThere ? nameOf(key) : `${nameOf(key)} removed`;
  };
  const show = (event: ServerEvent): void => {
    switch (event.kind) {
      case 'applied':
        say(`${path.basename(event.source)}: ${event.changed.map(wordsOf).join(', ')}`);
        break;
      case 'settled':
        say(`  Envoy acknowledged after ${event.ms.toFixed(0)} ms`);
        break;
      case 'nacked':
        say(formatDiagnostic(event.diagnostic, { color }));
        break;
      case 'diagnostics':
        for (const diagnostic of event.diagnostics) {
          const text = formatDiagnostic(diagnostic, { color, ...(event.text ? { source: event.text } : {}) });
          if (!shown.has(text)) say(text);
          shown.add(text);
        }
        if (event.diagnostics.some((d) => d.severity === 'error')) {
          wrong.add(event.source);
          say('  What was good before stays in force');
        } else if (wrong.delete(event.source)) {
          shown.clear();
          say(`${path.basename(event.source)}: all is well again`);
        }
        break;
      default:
    }
  };
  let live = false; // A late subscriber may be told the present state first, which is no change.
  const subscription = mesh.server.events$.subscribe((event) => {
    if (live) show(event);
  });
  live = true;
  return () => subscription.unsubscribe();
}
