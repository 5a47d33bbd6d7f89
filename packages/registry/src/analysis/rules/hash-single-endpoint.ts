import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { hashesOf } from '../hashes.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';
import { selects } from '../selects.js';
import { servicesOfRule } from '../services-of-rule.js';
import { templatesOf } from '../templates-of.js';

const code: DiagnosticCode = 'XDS0724';

/** A name may resolve to many addresses, so only addresses that are written count; DNS_ROUND_ROBIN uses one at a time. */
export const hashSingleEndpoint: Rule = {
  code,
  name: 'hash-single-endpoint',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const rule of context.destinationRules) {
      const services = servicesOfRule(context, rule);
      const [service] = services;
      if (!service || rule.spec.host.startsWith('*')) continue;
      for (const { path, subset } of hashesOf(rule)) {
        const labels = subset === undefined ? {} : (rule.spec.subsets?.[subset]?.labels ?? {});
        const endpoints = services
          .flatMap((one) => context.snapshot.services.endpoints(one))
          .filter((endpoint) => selects(labels, endpoint.labels));
        // How many pods a Deployment makes is nobody's business here.
        if (services.some((one) => one.selector && templatesOf(context, one.namespace, one.selector).length))
          continue;
        const addresses = new Set(endpoints.map((endpoint) => endpoint.address));
        const isRotated = services.every((one) => one.resolution === 'DNS_ROUND_ROBIN');
        const isStatic = services.every((one) => one.resolution === 'STATIC');
        if (!isRotated && !(isStatic && addresses.size === 1)) continue;
        const whose =
          subset === undefined
            ? quote(rule.spec.host)
            : `the subset ${quote(rule.spec.subsets?.[subset]?.name ?? '')}`;
        yield diagnosticFor(
          rule,
          path,
          code,
          isRotated
            ? `${whose} has resolution DNS_ROUND_ROBIN, which is one endpoint: a hash chooses nothing`
            : `${whose} has one endpoint: a hash chooses nothing`,
          {
            help: isRotated ? 'use resolution DNS' : 'add endpoints, or leave the hash out',
            related: [
              isRotated
                ? placeOf(service.source, ['spec', 'resolution'], 'the resolution is set here')
                : placeOf(service.source, ['spec', 'endpoints'], 'endpoints are declared here'),
            ],
          },
        );
      }
    }
  },
};
