import type { VirtualService } from '@xdsim/api';
import type { Context } from '../context.js';
import { canRedirectWith } from './action/redirect.js';

/** Istio writes a route that does nothing where it cannot redirect, and Envoy takes no such route. */
export function reportRedirects(context: Context, virtualService: VirtualService): void {
  for (const [index, { redirect }] of (virtualService.spec.http ?? []).entries()) {
    const status = redirect?.redirectCode ?? 0;
    if (canRedirectWith(status)) continue;
    context.report(
      virtualService,
      ['spec', 'http', index, 'redirect', 'redirectCode'],
      'XDS0511',
      `Envoy cannot redirect with ${status}: it rejects all routes of the port, and keeps the ones that it has`,
      'Write 301, 302, 303, 307 or 308.',
    );
  }
}
