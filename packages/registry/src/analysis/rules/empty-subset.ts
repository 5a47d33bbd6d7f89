import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor, own } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';
import { servicesOfRule } from '../services-of-rule.js';
import { templatesOf } from '../templates-of.js';

const code: DiagnosticCode = 'XDS0707';

/** Known to the control plane of a cluster only. */
const UNKNOWN_LABELS = ['topology.istio.io/cluster', 'kubernetes.io/hostname'];

/** Requests to a subset without endpoints get a 503. */
export const emptySubset: Rule = {
  code,
  name: 'empty-subset',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    const { endpoints } = context.snapshot.services;
    for (const rule of context.destinationRules) {
      const services = servicesOfRule(context, rule);
      // A wildcard's subsets are meant for some of its services, and one that has no endpoints now may have some later.
      const known = services.filter(
        ({ resolution }) => resolution !== 'NONE' && resolution !== 'DYNAMIC_DNS' && resolution !== 'ALIAS',
      );
      if (rule.spec.host.startsWith('*') || known.length === 0 || known.length < services.length) continue;
      const all = known.flatMap((service) => endpoints(service));
      if (all.length === 0) continue;
      const made = known.flatMap(({ namespace, selector }) =>
        selector ? templatesOf(context, namespace, selector) : [],
      );
      const workloads = [...all, ...made];
      for (const [index, { name, labels = {} }] of (rule.spec.subsets ?? []).entries()) {
        const wanted = Object.entries(labels);
        if (wanted.some(([key]) => UNKNOWN_LABELS.includes(key))) continue;
        if (workloads.some((one) => wanted.every(([key, value]) => one.labels[key] === value))) continue;
        const seen = wanted.flatMap(([key]) => [
          ...new Set(
            all.flatMap((endpoint) => {
              const value = own(endpoint.labels, key);
              return value ? [`${key}: ${value}`] : [];
            }),
          ),
        ]);
        const source = known[0]?.source;
        yield diagnosticFor(
          rule,
          ['spec', 'subsets', index, 'labels'],
          code,
          `the subset ${quote(name)} selects no endpoint of ${quote(rule.spec.host)}`,
          {
            help: seen.length
              ? `the endpoints have ${inWords(seen)}`
              : `give endpoints the ${wanted.length > 1 ? 'labels' : 'label'} ${inWords(wanted.map(([k, v]) => `${k}: ${v}`))}`,
            ...(source
              ? { related: [placeOf(source, ['spec', 'endpoints'], 'endpoints are declared here')] }
              : {}),
          },
        );
      }
    }
  },
};
