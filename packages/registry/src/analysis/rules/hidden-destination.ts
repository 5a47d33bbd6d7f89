import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import { type AnalysisContext, ELSEWHERE } from '../context.js';
import { destinationsOf, isDelegate, isMeshBound } from '../destinations.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import { routeClients } from '../route-clients.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0719';

/** Istio: a client that does not see a service has no cluster for it, and its requests get a 503. */
export const hiddenDestination: Rule = {
  code,
  name: 'hidden-destination',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const virtualService of context.virtualServices) {
      if (isDelegate(virtualService) || !isMeshBound(virtualService)) continue;
      for (const { host, path } of destinationsOf(virtualService)) {
        const services = context.services.of(host);
        const clients = routeClients(context, virtualService, services);
        if (services.length === 0 || clients.some((client) => context.servicesFor(client, host).length))
          continue;
        const [service] = services;
        if (!service) continue;
        const { source } = service;
        const followers = clients.filter((c) => c !== ELSEWHERE && c !== context.mesh.rootNamespace);
        const exported = service.exportTo.length ? service.exportTo : context.mesh.defaultServiceExportTo;
        yield diagnosticFor(
          virtualService,
          [...path, 'host'],
          code,
          `the service ${quote(host)} is not exported to the clients of this route${followers.length ? ` (namespace ${inWords(followers.sort())})` : ''}`,
          {
            help: `the service says exportTo: ${inWords(exported.map(quote))}; add ${quote(virtualService.metadata.namespace)} or "*"`,
            related: [placeOf(source, ['spec', 'exportTo'], 'the service is hidden here')],
          },
        );
      }
    }
  },
};
