import type { Diagnostic, DiagnosticCode, Path } from '@xdsim/api';
import { diagnosticFor, nameOf } from '@xdsim/api';
import { whyFirst } from '../../age.js';
import { isHttp, isTls, type Protocol } from '../../services/protocol.js';
import { type Service, UNSPECIFIED_ADDRESS } from '../../services/service.js';
import { visibility } from '../../services/visibility.js';
import { type AnalysisContext, ELSEWHERE } from '../context.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0731';

const isTcp = (protocol: Protocol): boolean =>
  !isHttp(protocol) && !isTls(protocol) && protocol !== 'UDP' && protocol !== 'Unsupported';

const portPath = ({ source }: Service, number: number): Path => [
  'spec',
  'ports',
  (source.spec.ports ?? []).findIndex((port) => ('port' in port ? port.port : port.number) === number),
];

/** Istio: of TCP services that share a port and an address, or have none, the oldest takes all connections to it. */
export const capturedTcpPort: Rule = {
  code,
  name: 'captured-tcp-port',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    const winners = new Map<string, Service>();
    for (const service of context.snapshot.services.services) {
      // A cluster gives each Service an address, headless ones are found at those of their pods, aliases not at all.
      const isWithout = service.address === UNSPECIFIED_ADDRESS;
      if (service.registry === 'Kubernetes' && (isWithout || service.resolution !== 'STATIC')) continue;
      const defaults = context.mesh.defaultServiceExportTo;
      const isPublic = visibility(service.exportTo, service.namespace, ELSEWHERE, defaults) === 'public';
      for (const { number, protocol } of service.ports) {
        if (!isTcp(protocol)) continue;
        // Istio: private services come before public ones, so that the two do not meet on equal terms.
        const key = `${isPublic ? '*' : service.namespace} ${service.address} ${number}`;
        const winner = winners.get(key);
        if (!winner) winners.set(key, service);
        if (!winner || winner.hostname === service.hostname || winner.source === service.source) continue;
        // With resolution NONE a connection gets where it was sent, whoever takes it.
        if (winner.resolution === 'NONE' && service.resolution === 'NONE') continue;
        yield diagnosticFor(
          service.source,
          portPath(service, number),
          code,
          `connections to ${isWithout ? '' : `${service.address}, `}port ${number} go to ${quote(winner.hostname)}: ${nameOf(winner.source)} has ${isWithout ? 'no addresses either' : 'the same address'}, and ${whyFirst(winner.source, service.source)}`,
          {
            help: isWithout
              ? 'set addresses on both, by which connections can be told apart, or use protocol TLS or HTTP'
              : 'give each an address of its own, by which connections can be told apart, or use protocol TLS or HTTP',
            related: [placeOf(winner.source, portPath(winner, number), 'the one that takes all connections')],
          },
        );
      }
    }
  },
};
