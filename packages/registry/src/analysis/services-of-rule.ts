import type { DestinationRule } from '@xdsim/api';
import { isWildcard, resolveShortName } from '../services/host.js';
import type { Service } from '../services/service.js';
import type { AnalysisContext } from './context.js';

/** The services of all namespaces that a DestinationRule's host covers. A wildcard service is covered by wildcards only. */
export function servicesOfRule(
  context: AnalysisContext,
  { spec, metadata }: DestinationRule,
): readonly Service[] {
  const host = resolveShortName(spec.host, metadata.namespace);
  if (!isWildcard(host)) return context.services.of(host);
  const suffix = host.slice(1);
  return context.services
    .matching(host)
    .filter(({ hostname }) =>
      isWildcard(hostname) ? hostname.slice(1).endsWith(suffix) : hostname.endsWith(suffix),
    );
}
