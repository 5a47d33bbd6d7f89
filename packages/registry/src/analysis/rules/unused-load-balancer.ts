import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { placeOf } from '../place-of.js';
import { policiesOf } from '../policies.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';
import { servicesOfRule } from '../services-of-rule.js';

const code: DiagnosticCode = 'XDS0725';

/** Istio: resolution NONE forwards to the address that the client has asked for. */
export const unusedLoadBalancer: Rule = {
  code,
  name: 'unused-load-balancer',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const rule of context.destinationRules) {
      const services = servicesOfRule(context, rule);
      const [service] = services;
      if (!service || services.some(({ resolution }) => resolution !== 'NONE')) continue;
      for (const { policy, path } of policiesOf(rule)) {
        const { simple, consistentHash } = policy.loadBalancer ?? {};
        const key = consistentHash
          ? 'consistentHash'
          : simple && simple !== 'PASSTHROUGH'
            ? 'simple'
            : undefined;
        if (!key) continue;
        yield diagnosticFor(
          rule,
          [...path, 'loadBalancer', key],
          code,
          `the load balancer has no effect: ${quote(service.hostname)} has resolution NONE, so that clients choose the address`,
          {
            help: 'use resolution STATIC or DNS, or leave the load balancer out',
            related: [
              placeOf(service.source, ['spec', 'resolution'], 'the service is resolved by its clients'),
            ],
          },
        );
      }
    }
  },
};
