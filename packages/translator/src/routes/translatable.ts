import type { VirtualService } from '@xdsim/api';
import type { Context } from '../context.js';

type HttpRoute = NonNullable<VirtualService['spec']['http']>[number];

const translated: ReadonlySet<string> = new Set<keyof HttpRoute>(['name', 'route', 'timeout', 'retries']);
const translatedDestination: ReadonlySet<string> = new Set(['destination', 'weight']);

/** The first thing in a VirtualService that is not translated yet, as a path. */
function untranslatedPath({ spec }: VirtualService): (string | number)[] | undefined {
  for (const [i, http] of (spec.http ?? []).entries()) {
    const field = Object.keys(http).find((k) => !translated.has(k));
    if (field) return ['spec', 'http', i, field];
    for (const [j, destination] of (http.route ?? []).entries()) {
      const extra = Object.keys(destination).find((k) => !translatedDestination.has(k));
      if (extra) return ['spec', 'http', i, 'route', j, extra];
    }
  }
  return undefined;
}

/** A VirtualService is translated whole or not at all: half of its rules would send traffic where nobody meant it. */
export function isTranslatable(context: Context, virtualService: VirtualService): boolean {
  const path = untranslatedPath(virtualService);
  if (path) {
    context.report(
      virtualService,
      path,
      'XDS0502',
      `${String(path.at(-1))} is not translated yet: the VirtualService is left out`,
      'Its hosts are routed as if it were not there.',
    );
  }
  return !path;
}
