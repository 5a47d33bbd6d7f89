import type { Diagnostic, DiagnosticCode, VirtualService } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { destinationsOf, hostsOf, isDelegate, isMeshBound } from '../destinations.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import { hasPort, portsOf } from '../ports.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0709';

/** Istio: hosts that no service has are served on this port. */
const DEFAULT_HTTP_PORT = 80;

/** Istio: a destination without a port is on the port that the client has asked for, whatever ports the service has. */
export const missingDestinationPort: Rule = {
  code,
  name: 'missing-destination-port',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const virtualService of context.virtualServices) {
      if (isDelegate(virtualService) || !isMeshBound(virtualService)) continue;
      for (const { destination, host, path, protocol, rule } of destinationsOf(virtualService)) {
        const services = context.services.of(host);
        if (destination.port?.number || services.length === 0) continue;
        const asked = askedPorts(context, virtualService, protocol, rule);
        if (asked.length === 0 || asked.some((port) => hasPort(services, port))) continue;
        const ports = portsOf(services).map((port) => port.number);
        const [source] = services.map((service) => service.source);
        const message = `clients ask for port ${inWords(asked)}, which the service ${quote(host)} does not have`;
        yield diagnosticFor(virtualService, path, code, message, {
          help: `add port: {number: ${ports[0] ?? 80}}${ports.length > 1 ? `; the ports are ${inWords(ports)}` : ''}`,
          ...(source ? { related: [placeOf(source, ['spec', 'ports'], 'ports are declared here')] } : {}),
        });
      }
    }
  },
};

/** The ports on which clients meet a rule: those its matches name, else those of the hosts' services. */
function askedPorts(
  context: AnalysisContext,
  virtualService: VirtualService,
  protocol: 'http' | 'tls' | 'tcp',
  rule: number,
): readonly number[] {
  const matches = virtualService.spec[protocol]?.[rule]?.match ?? [];
  const named = matches.map((match) => match.port ?? 0);
  if (named.length && named.every((port) => port > 0)) return [...new Set(named)];
  const services = hostsOf(virtualService).flatMap(({ host }) => context.services.meantBy(host));
  if (services.length === 0) return protocol === 'http' ? [DEFAULT_HTTP_PORT] : [];
  return portsOf(services).map((port) => port.number);
}
