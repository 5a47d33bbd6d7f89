import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { hostsOf, isDelegate, isMeshBound } from '../destinations.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import { hasPort, portsOf } from '../ports.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0710';

/** A match on a port on which none of the hosts has a service is never met: there is no listener that asks. */
export const unknownMatchPort: Rule = {
  code,
  name: 'unknown-match-port',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const virtualService of context.virtualServices) {
      const { spec } = virtualService;
      // At gateways it is the gateway's port.
      if (isDelegate(virtualService) || !isMeshBound(virtualService)) continue;
      const services = hostsOf(virtualService).flatMap(({ host }) => context.services.meantBy(host));
      if (services.length === 0) continue;
      const ports = portsOf(services).map((port) => port.number);
      for (const protocol of ['http', 'tls', 'tcp'] as const) {
        for (const [rule, { match = [] }] of (spec[protocol] ?? []).entries()) {
          for (const [index, { port, gateways = spec.gateways ?? [] }] of match.entries()) {
            if (!port || hasPort(services, port)) continue;
            if (gateways.some((gateway) => gateway !== 'mesh')) continue;
            const path = ['spec', protocol, rule, 'match', index, 'port'];
            const message = `this match never holds: the hosts have no port ${port}`;
            yield diagnosticFor(virtualService, path, code, message, {
              help: `the ports are ${inWords(ports)}`,
              related: services
                .slice(0, 1)
                .map(({ source }) => placeOf(source, ['spec', 'ports'], 'ports are declared here')),
            });
          }
        }
      }
    }
  },
};
