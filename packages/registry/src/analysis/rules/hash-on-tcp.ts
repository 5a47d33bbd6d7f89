import type { Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import { isHttp, isTls } from '../../services/protocol.js';
import type { AnalysisContext } from '../context.js';
import { hashedPorts, hashesOf } from '../hashes.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import type { Rule } from '../rule.js';
import { servicesOfRule } from '../services-of-rule.js';

const code: DiagnosticCode = 'XDS0723';

const httpKeys = ['httpHeaderName', 'httpCookie', 'httpQueryParameterName'] as const;

/** Istio: on a TCP port only the source IP is hashed; with any other key the ring is walked at random. */
export const hashOnTcp: Rule = {
  code,
  name: 'hash-on-tcp',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const rule of context.destinationRules) {
      const services = servicesOfRule(context, rule);
      for (const placed of hashesOf(rule)) {
        const key = httpKeys.find((name) => placed.hash[name] !== undefined);
        const ports = hashedPorts(placed, services);
        // A port without a protocol may turn out to be HTTP.
        if (
          !key ||
          ports.length === 0 ||
          ports.some((p) => isHttp(p.protocol) || p.protocol === 'Unsupported')
        )
          continue;
        const spoken = inWords([...new Set(ports.map((port) => `${port.number} (${port.protocol})`))]);
        yield diagnosticFor(
          rule,
          [...placed.path, key],
          code,
          `${key} has no effect on port ${spoken}: requests cannot be seen there`,
          {
            help: ports.some((port) => isTls(port.protocol))
              ? 'use useSourceIp: true, or let the proxy do TLS and clients send HTTP'
              : 'use useSourceIp: true, or protocol HTTP if the port carries it',
            related: services
              .slice(0, 1)
              .map(({ source }) => placeOf(source, ['spec', 'ports'], 'ports are declared here')),
          },
        );
      }
    }
  },
};
