import type { Diagnostic, DiagnosticCode, Path } from '@xdsim/api';
import { diagnosticFor, nameOf } from '@xdsim/api';
import { whyFirst } from '../../age.js';
import type { Service } from '../../services/service.js';
import type { AnalysisContext } from '../context.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0746';

const pathOf = ({ source }: Service, index: number): Path => [
  'spec',
  'ports',
  index,
  source.kind === 'Service' ? 'name' : 'protocol',
];

/** Istio: services of one host and namespace are merged by the numbers of their ports, of which the oldest counts. */
export const conflictingProtocols: Rule = {
  code,
  name: 'conflicting-protocols',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const host of context.services.hosts()) {
      const first = new Map<string, { readonly service: Service; readonly index: number }>();
      const seen = new Set<Service['source']>();
      for (const service of context.services.of(host)) {
        // One object is one service for each of its addresses.
        if (seen.has(service.source)) continue;
        seen.add(service.source);
        for (const [index, port] of service.ports.entries()) {
          // Kubernetes' own count alone, and never meet a ServiceEntry.
          const key = `${service.registry} ${service.namespace} ${port.number}`;
          const older = first.get(key);
          if (!older) first.set(key, { service, index });
          const winner = older?.service.ports[older.index];
          if (!older || !winner || winner.protocol === port.protocol) continue;
          yield diagnosticFor(
            service.source,
            pathOf(service, index),
            code,
            `port ${port.number} of ${quote(host)} is ${winner.protocol}, and not ${port.protocol}: ${nameOf(older.service.source)} says so, and ${whyFirst(older.service.source, service.source)}`,
            {
              help: 'give the port one protocol, or make one object of both',
              related: [
                placeOf(older.service.source, pathOf(older.service, older.index), 'the one that counts'),
              ],
            },
          );
        }
      }
    }
  },
};
