import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import { isWildcard } from '../../services/host.js';
import type { AnalysisContext } from '../context.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0727';

/** A wildcard cannot be resolved: what is resolved are the endpoints. (Without any, validation reports it.) */
export const wildcardDns: Rule = {
  code,
  name: 'wildcard-dns',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const entry of context.serviceEntries) {
      const { hosts, endpoints = [], resolution = 'NONE' } = entry.spec;
      if ((resolution !== 'DNS' && resolution !== 'DNS_ROUND_ROBIN') || endpoints.length === 0) continue;
      for (const [index, host] of hosts.entries()) {
        if (!isWildcard(host)) continue;
        const addresses = inWords(endpoints.map((endpoint) => endpoint.address ?? ''));
        yield diagnosticFor(
          entry,
          ['spec', 'hosts', index],
          code,
          `requests to every name in ${quote(host)} go to ${addresses}: the name asked for is not resolved`,
          {
            help: 'use resolution NONE or DYNAMIC_DNS to reach the name that clients ask for, or list the hosts one by one',
            related: [placeOf(entry, ['spec', 'endpoints'], 'what is resolved')],
          },
        );
      }
    }
  },
};
