import type { DestinationRule, Diagnostic, DiagnosticCode, Path } from '@xdsim/api';
import { diagnosticFor, nameOf, own } from '@xdsim/api';
import type { Service } from '../../services/service.js';
import type { AnalysisContext } from '../context.js';
import { type MutualTls, mutualTlsOf } from '../peer-authentications.js';
import { placeOf } from '../place-of.js';
import { policiesOf } from '../policies.js';
import type { Rule } from '../rule.js';
import { servicesOfRule } from '../services-of-rule.js';

const code: DiagnosticCode = 'XDS0744';

/** What clients send, what workloads take: the two that never meet. */
const contradictions: Readonly<Record<string, string>> = {
  DISABLE: 'STRICT',
  SIMPLE: 'STRICT',
  ISTIO_MUTUAL: 'DISABLE',
};

/** Istio: without a DestinationRule both sides agree by themselves; one that sets tls has to fit the PeerAuthentication. */
export const mutualTlsConflict: Rule = {
  code,
  name: 'mutual-tls-conflict',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    if (context.snapshot.list('PeerAuthentication').length === 0) return;
    for (const rule of context.destinationRules) {
      const services = servicesOfRule(context, rule).filter((service) => !service.meshExternal);
      for (const { mode, path, isMeant } of tlsOf(rule)) {
        const found = services
          .map((service) => contradiction(context, service, mode, isMeant))
          .find((one) => one !== undefined);
        if (!found) continue;
        const { policy, workload } = found;
        const [sent, taken] =
          mode === 'ISTIO_MUTUAL' ? ['mutual TLS', 'plain text'] : ['no mutual TLS', 'mutual TLS'];
        yield diagnosticFor(rule, path, code, `clients send ${sent}, and ${workload} takes ${taken} only`, {
          help: `remove tls here: clients find out by themselves; or change ${nameOf(policy)}`,
          related: [placeOf(policy, ['spec'], 'this decides what it takes')],
        });
      }
    }
  },
};

interface PlacedTls {
  readonly mode: string;
  readonly path: Path;
  isMeant(port: number): boolean;
}

function tlsOf(rule: DestinationRule): readonly PlacedTls[] {
  return policiesOf(rule).flatMap(({ policy, path }) => {
    const settings = policy.portLevelSettings ?? [];
    const own = settings.map(({ port }) => port?.number);
    return [
      ...(policy.tls ? [{ tls: policy.tls, at: path, isMeant: (port: number) => !own.includes(port) }] : []),
      ...settings.flatMap(({ tls, port }, index) =>
        tls
          ? [
              {
                tls,
                at: [...path, 'portLevelSettings', index],
                isMeant: (number: number) => number === port?.number,
              },
            ]
          : [],
      ),
    ].map(({ tls, at, isMeant }) => ({ mode: tls.mode ?? 'DISABLE', path: [...at, 'tls'], isMeant }));
  });
}

function contradiction(
  context: AnalysisContext,
  service: Service,
  sent: string,
  isMeant: (port: number) => boolean,
): (MutualTls & { readonly workload: string }) | undefined {
  for (const port of service.ports.filter(({ number }) => isMeant(number))) {
    for (const endpoint of context.snapshot.services.endpoints(service)) {
      // what a ServiceEntry lists has no proxy of its own that could take mutual TLS
      if (endpoint.source.kind === 'ServiceEntry') continue;
      const number = own(endpoint.ports, port.name) ?? port.targetPort ?? port.number;
      const taken = mutualTlsOf(context, endpoint, number);
      if (taken && contradictions[sent] === taken.mode)
        return { ...taken, workload: nameOf(endpoint.source) };
    }
  }
  return undefined;
}
