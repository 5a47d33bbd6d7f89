import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import { isHttp } from '../../services/protocol.js';
import type { AnalysisContext } from '../context.js';
import { inWords } from '../in-words.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0761';

/** Istio: routes of a port name a service's cluster in lower case, and there is none of that name: requests get a 503. */
export const upperCaseHost: Rule = {
  code,
  name: 'upper-case-host',
  *check({ serviceEntries, snapshot }: AnalysisContext): Iterable<Diagnostic> {
    for (const entry of serviceEntries) {
      for (const [index, host] of (entry.spec.hosts ?? []).entries()) {
        const lower = host.toLowerCase();
        if (lower === host) continue;
        const services = snapshot.services.of(entry.metadata.namespace, host);
        const http = (services[0]?.ports ?? []).filter(
          ({ protocol }) => isHttp(protocol) || protocol === 'Unsupported',
        );
        if (http.length === 0) continue;
        const ports = inWords(http.map(({ number }) => number));
        yield diagnosticFor(
          entry,
          ['spec', 'hosts', index],
          code,
          `HTTP requests to ${quote(host)} on ${http.length > 1 ? 'ports' : 'port'} ${ports} get a 503 unless a VirtualService takes them: Istio looks for a cluster in lower case, and has one as it is written`,
          { help: `write ${quote(lower)}: the Host of a request means the same in any case` },
        );
      }
    }
  },
};
