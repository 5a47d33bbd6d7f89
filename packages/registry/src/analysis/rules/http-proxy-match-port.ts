import type { Diagnostic, DiagnosticCode, Sidecar } from '@xdsim/api';
import { diagnosticFor, nameOf } from '@xdsim/api';
import { isSubsetOf } from '../../services/host.js';
import { parseProtocol } from '../../services/protocol.js';
import type { Service } from '../../services/service.js';
import type { AnalysisContext } from '../context.js';
import { hostsOf, isDelegate, isMeshBound } from '../destinations.js';
import { placeOf } from '../place-of.js';
import { hasPort } from '../ports.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0749';

type Listener = NonNullable<Sidecar['spec']['egress']>[number];

/** Istio: one route configuration of a generic HTTP proxy's port is for all ports of its services, and is of none. */
export const httpProxyMatchPort: Rule = {
  code,
  name: 'http-proxy-match-port',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    const sidecars = context.snapshot.list('Sidecar').filter(({ spec }) => spec.egress?.some(isHttpProxy));
    if (sidecars.length === 0) return;
    for (const virtualService of context.virtualServices) {
      if (isDelegate(virtualService) || !isMeshBound(virtualService)) continue;
      const services = hostsOf(virtualService).flatMap(({ host }) => context.services.matching(host));
      const sidecar = sidecars.find(
        (one) =>
          context.sees(one.metadata.namespace, virtualService) &&
          isReachedByProxyOnly(context, one, services),
      );
      if (!sidecar) continue;
      for (const [rule, { match = [] }] of (virtualService.spec.http ?? []).entries()) {
        for (const [index, { port, gateways = ['mesh'] }] of match.entries()) {
          if (!port || !hasPort(services, port) || !gateways.includes('mesh')) continue;
          const path = ['spec', 'http', rule, 'match', index, 'port'];
          const message = `this match never holds for the proxies of ${nameOf(sidecar)}: its HTTP_PROXY listener is of no service port`;
          yield diagnosticFor(virtualService, path, code, message, {
            help: 'match by what is in the request, as by its authority, or let the Sidecar import the host by another listener',
            related: [placeOf(sidecar, ['spec', 'egress'], 'its listeners are here')],
          });
        }
      }
    }
  },
};

const isHttpProxy = ({ port }: Listener): boolean => parseProtocol(port?.protocol) === 'HTTP_PROXY';

function isReachedByProxyOnly(
  context: AnalysisContext,
  sidecar: Sidecar,
  services: readonly Service[],
): boolean {
  const listeners = (sidecar.spec.egress ?? []).filter(({ hosts = [] }) =>
    services.some((service) => hosts.some((host) => imports(context, sidecar, host, service))),
  );
  return listeners.length > 0 && listeners.every(isHttpProxy);
}

function imports(context: AnalysisContext, sidecar: Sidecar, host: string, service: Service): boolean {
  const { namespace: own } = sidecar.metadata;
  const [namespace, name = ''] = host.toLowerCase().split('/');
  // Istio: one of the root namespace is read as if it were of the proxy's own
  const isForAll = own === context.mesh.rootNamespace && !sidecar.spec.workloadSelector;
  const isMeant =
    namespace === '*' ||
    (namespace === '.' ? isForAll || service.namespace === own : service.namespace === namespace);
  return isMeant && isSubsetOf(service.hostname.toLowerCase(), name);
}
