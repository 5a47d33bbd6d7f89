import type { Diagnostic, DiagnosticCode, Gateway, VirtualService } from '@xdsim/api';
import { diagnosticFor, nameOf } from '@xdsim/api';
import { hostMatches } from '../../services/host.js';
import type { AnalysisContext } from '../context.js';
import { hostsOf } from '../destinations.js';
import { gatewayNamesOf, gatewaysOf } from '../gateways.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0742';

/** Istio: a gateway serves what its own hosts and those of the virtual service have in common. */
export const unknownGatewayHost: Rule = {
  code,
  name: 'unknown-gateway-host',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const virtualService of context.virtualServices) {
      const gateways = gatewaysOf(context, virtualService);
      // with one that is missing, nobody can tell which hosts it was to have
      if (gateways.length === 0 || gateways.length < gatewayNamesOf(virtualService).length) continue;
      for (const { host: written, path } of hostsOf(virtualService)) {
        const host = written.toLowerCase();
        if (gateways.some((gateway) => accepts(gateway, virtualService, host))) continue;
        const [gateway] = gateways;
        const known = gateways.flatMap(({ spec }) => (spec.servers ?? []).flatMap(({ hosts = [] }) => hosts));
        yield diagnosticFor(
          virtualService,
          path,
          code,
          `${inWords(gateways.map(nameOf))} ${gateways.length > 1 ? 'accept' : 'accepts'} no requests for ${quote(host)}`,
          {
            help: `the hosts there are ${inWords(known.map(quote))}`,
            related: gateway ? [placeOf(gateway, ['spec', 'servers'], 'hosts are listed here')] : [],
          },
        );
      }
    }
  },
};

/** `dnsName`, or `namespace/dnsName` for the virtual services of one namespace, where `.` is the gateway's own. */
function accepts({ spec, metadata }: Gateway, virtualService: VirtualService, host: string): boolean {
  return (spec.servers ?? []).some(({ hosts = [] }) =>
    hosts.some((text) => {
      const slash = text.indexOf('/');
      const written = slash < 0 ? '*' : text.slice(0, slash);
      const namespace = written === '.' ? metadata.namespace : written;
      if (namespace !== '*' && namespace !== virtualService.metadata.namespace) return false;
      return hostMatches(text.slice(slash + 1).toLowerCase(), host);
    }),
  );
}
