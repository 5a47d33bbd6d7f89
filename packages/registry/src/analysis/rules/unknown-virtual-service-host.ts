import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { hostsOf, isMeshBound } from '../destinations.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';
import { whatDeclares } from '../what-declares.js';

const code: DiagnosticCode = 'XDS0703';

/** Istio: such a host is served on port 80, and on ports where another host of the VirtualService has a service. */
export const unknownVirtualServiceHost: Rule = {
  code,
  name: 'unknown-virtual-service-host',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const virtualService of context.virtualServices) {
      if (!isMeshBound(virtualService)) continue;
      const hosts = hostsOf(virtualService);
      if (hosts.some(({ host }) => context.services.meantBy(host).length)) continue;
      const { spec, metadata } = virtualService;
      const written = spec.hosts ?? [];
      for (const [index, { host, path }] of hosts.entries()) {
        if (context.missedByShortName(written[index] ?? '', metadata.namespace)) continue;
        const suggestion = context.suggestHost(host);
        const known = suggestion ? context.services.of(suggestion)[0] : undefined;
        const effect = spec.http?.length
          ? 'its HTTP routes hold on port 80 only'
          : 'its routes are never used';
        yield diagnosticFor(virtualService, path, code, `no service has the host ${quote(host)}: ${effect}`, {
          help: known
            ? `did you mean ${quote(known.hostname)}?`
            : `${whatDeclares(host)} if clients use other ports`,
          ...(known
            ? { related: [placeOf(known.source, ['spec', 'hosts'], 'a similar host is declared here')] }
            : {}),
        });
      }
    }
  },
};
