import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import { isHttp, isTls, type Protocol } from '../../services/protocol.js';
import type { AnalysisContext } from '../context.js';
import { hostsOf, isDelegate, isMeshBound } from '../destinations.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import { portsOf } from '../ports.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0718';

/** Which ports look at which routes. A port without a protocol is sniffed: it is HTTP, or else plain TCP. */
const looksAt: Readonly<Record<'http' | 'tls' | 'tcp', (protocol: Protocol) => boolean>> = {
  http: (protocol) => isHttp(protocol) || protocol === 'Unsupported',
  tls: isTls,
  tcp: (protocol) => !isHttp(protocol) && !isTls(protocol) && protocol !== 'UDP',
};

const advice: Readonly<Record<'http' | 'tls' | 'tcp', string>> = {
  http: 'clients send TLS here, whose requests cannot be seen: use tls routes, or a port with protocol HTTP',
  tls: 'tls routes are for ports with protocol TLS or HTTPS',
  tcp: 'use http or tls routes, or a port with protocol TCP',
};

export const protocolMismatch: Rule = {
  code,
  name: 'protocol-mismatch',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const virtualService of context.virtualServices) {
      if (isDelegate(virtualService) || !isMeshBound(virtualService)) continue;
      // At gateways the gateway's ports decide.
      if (virtualService.spec.gateways?.some((gateway) => gateway !== 'mesh')) continue;
      const services = hostsOf(virtualService).flatMap(({ host }) => context.services.meantBy(host));
      const ports = portsOf(services);
      // HTTP routes of a host that no service has hold on port 80.
      if (ports.length === 0) continue;
      const isPartlyUnknown = hostsOf(virtualService).some(
        ({ host }) => !context.services.meantBy(host).length,
      );
      for (const protocol of ['http', 'tls', 'tcp'] as const) {
        if (!virtualService.spec[protocol]?.length || ports.some((port) => looksAt[protocol](port.protocol)))
          continue;
        if (isPartlyUnknown && protocol === 'http') continue;
        const spoken = [...new Set(ports.map((port) => `${port.number} (${port.protocol})`))];
        yield diagnosticFor(
          virtualService,
          ['spec', protocol],
          code,
          `${protocol} routes are never used: the hosts have the ports ${inWords(spoken)}`,
          {
            help:
              protocol === 'http' && !ports.some((port) => isTls(port.protocol))
                ? 'use tcp routes, or a port with protocol HTTP'
                : advice[protocol],
            related: services
              .slice(0, 1)
              .map(({ source }) => placeOf(source, ['spec', 'ports'], 'ports are declared here')),
          },
        );
      }
    }
  },
};
