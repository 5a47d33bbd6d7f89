import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import { policiesOf } from '../policies.js';
import { hasPort, portsOf } from '../ports.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';
import { servicesOfRule } from '../services-of-rule.js';

const code: DiagnosticCode = 'XDS0711';

export const unknownPolicyPort: Rule = {
  code,
  name: 'unknown-policy-port',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const rule of context.destinationRules) {
      const services = servicesOfRule(context, rule);
      if (services.length === 0) continue;
      for (const { policy, path } of policiesOf(rule)) {
        for (const [index, { port }] of (policy.portLevelSettings ?? []).entries()) {
          const number = port?.number;
          if (!number || hasPort(services, number)) continue;
          const ports = portsOf(services);
          const target = ports.find((one) => one.targetPort === number);
          yield diagnosticFor(
            rule,
            [...path, 'portLevelSettings', index, 'port', 'number'],
            code,
            `no service of ${quote(rule.spec.host)} has the port ${number}: the settings have no effect`,
            {
              help: target
                ? `${number} is the target port of port ${target.number}: rules name the service's port`
                : `the ports are ${inWords(ports.map((one) => one.number))}`,
              related: services
                .slice(0, 1)
                .map(({ source }) => placeOf(source, ['spec', 'ports'], 'ports are declared here')),
            },
          );
        }
      }
    }
  },
};
