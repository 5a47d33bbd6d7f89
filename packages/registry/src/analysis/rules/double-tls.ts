import type { Diagnostic, DiagnosticCode, Path } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import { isTls } from '../../services/protocol.js';
import type { AnalysisContext } from '../context.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import { policiesOf } from '../policies.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';
import { servicesOfRule } from '../services-of-rule.js';

const code: DiagnosticCode = 'XDS0736';

const isOriginated = (mode: string | undefined): boolean => mode === 'SIMPLE' || mode === 'MUTUAL';

/** On a port of protocol TLS or HTTPS clients send TLS already; the proxy would wrap it once more. */
export const doubleTls: Rule = {
  code,
  name: 'double-tls',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const rule of context.destinationRules) {
      // Inside the mesh a gateway may well unwrap the outer one.
      const services = servicesOfRule(context, rule).filter((service) => service.meshExternal);
      for (const { policy, path } of policiesOf(rule)) {
        const settings = policy.portLevelSettings ?? [];
        const own = settings.map(({ port }) => port?.number);
        const found: { path: Path; isMeant: (port: number) => boolean }[] = [];
        if (isOriginated(policy.tls?.mode)) {
          found.push({ path: [...path, 'tls', 'mode'], isMeant: (port) => !own.includes(port) });
        }
        for (const [index, { tls, port }] of settings.entries()) {
          if (!isOriginated(tls?.mode)) continue;
          const at = [...path, 'portLevelSettings', index, 'tls', 'mode'];
          found.push({ path: at, isMeant: (number) => number === port?.number });
        }
        for (const { path: at, isMeant } of found) {
          const ports = services.flatMap((service) =>
            service.ports.filter(({ number, protocol }) => isTls(protocol) && isMeant(number)),
          );
          if (ports.length === 0) continue;
          const spoken = inWords([...new Set(ports.map((port) => `${port.number} (${port.protocol})`))]);
          yield diagnosticFor(
            rule,
            at,
            code,
            `clients of ${quote(rule.spec.host)} send TLS to port ${spoken} already: the proxy encrypts it again`,
            {
              help: 'remove tls here, or give the port protocol HTTP, with targetPort 443, and let clients send HTTP',
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
