import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { destinationsOf } from '../destinations.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import { hasPort, portsOf } from '../ports.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0708';

/** Istio: there is a cluster for each port of a service, and none for others. */
export const unknownDestinationPort: Rule = {
  code,
  name: 'unknown-destination-port',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const virtualService of context.virtualServices) {
      for (const { destination, host, path } of destinationsOf(virtualService)) {
        const number = destination.port?.number;
        // Istio: a route to an alias leads to what the alias names, whatever ports the alias has itself.
        const [alias] = context.services.of(host);
        const services = context.services.of(alias?.externalName ?? host);
        if (!number || services.length === 0 || hasPort(services, number)) continue;
        const ports = portsOf(services);
        const target = ports.find((port) => port.targetPort === number);
        const [source] = services.map((service) => service.source);
        yield diagnosticFor(
          virtualService,
          [...path, 'port', 'number'],
          code,
          alias?.externalName
            ? `${quote(host)} is another name of ${quote(alias.externalName)}, which has no port ${number}`
            : `the service ${quote(host)} has no port ${number}`,
          {
            help: target
              ? `${number} is the target port of port ${target.number}: routes name the service's port`
              : `its ports are ${inWords(ports.map((port) => port.number))}`,
            ...(source ? { related: [placeOf(source, ['spec', 'ports'], 'ports are declared here')] } : {}),
          },
        );
      }
    }
  },
};
