import type { Diagnostic, DiagnosticCode, Path, Sidecar } from '@xdsim/api';
import { diagnosticFor, suggest } from '@xdsim/api';
import { hostMatches, isSubsetOf } from '../../services/host.js';
import type { Service } from '../../services/service.js';
import { visibility } from '../../services/visibility.js';
import type { AnalysisContext } from '../context.js';
import { hostsOf } from '../destinations.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0738';

/** Istio: what no egress host imports is unknown to the proxy, so that a slip here makes a service unreachable. */
export const sidecarHostMatchesNothing: Rule = {
  code,
  name: 'sidecar-host-matches-nothing',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const sidecar of context.snapshot.list('Sidecar')) {
      for (const [index, { hosts = [] }] of (sidecar.spec.egress ?? []).entries()) {
        for (const [number, host] of hosts.entries()) {
          const found = inspect(context, sidecar, host, ['spec', 'egress', index, 'hosts', number]);
          if (found) yield found;
        }
      }
    }
  },
};

function inspect(
  context: AnalysisContext,
  sidecar: Sidecar,
  host: string,
  path: Path,
): Diagnostic | undefined {
  const { namespace: own } = sidecar.metadata;
  const [written = '', name = ''] = host.toLowerCase().split('/');
  // Istio: one of the root namespace is read as if it were of the proxy's own
  const isForAll = own === context.mesh.rootNamespace && !sidecar.spec.workloadSelector;
  if (written.startsWith('~') || (written === '.' && isForAll)) return undefined;
  // what one writes to have all there is, also where there is nothing yet; Istio's own examples have the root namespace
  if (name === '*' && ['*', '.', context.mesh.rootNamespace].includes(written)) return undefined;
  const namespace = written === '.' ? own : written;
  const isMeant = (other: string) => namespace === '*' || namespace === other;

  const all = context.services.matching(name).filter(({ hostname }) => isSubsetOf(hostname, name));
  const meant = all.filter((service) => isMeant(service.namespace));
  const isSeen = (service: Service) =>
    isForAll ||
    visibility(service.exportTo, service.namespace, own, context.mesh.defaultServiceExportTo) !== undefined;
  if (meant.some(isSeen) || importsRoutes(context, isMeant, name)) return undefined;

  const [hidden] = meant;
  if (hidden) {
    const message = `what ${quote(host)} means is not exported to namespace ${own}`;
    return diagnosticFor(sidecar, path, code, message, {
      help: `add ${quote(own)} to exportTo of the service`,
      related: [placeOf(hidden.source, ['spec', 'exportTo'], 'the service is hidden here')],
    });
  }
  if (name === '*') {
    const known = suggest(namespace, [...new Set(all.map((service) => service.namespace))]);
    return diagnosticFor(sidecar, path, code, `namespace ${namespace} has no service`, {
      help: known ? `did you mean ${known}/*?` : 'correct the namespace, or remove the host',
    });
  }
  const elsewhere = [...new Set(all.map((service) => service.namespace))].sort();
  if (elsewhere.length > 0) {
    const message = `no service ${quote(name)} is in namespace ${namespace}, but in ${inWords(elsewhere)}`;
    return diagnosticFor(sidecar, path, code, message, {
      help: `write ${elsewhere[0]}/${name}`,
      related: all.slice(0, 1).map(({ source }) => placeOf(source, ['metadata', 'name'], 'it is here')),
    });
  }
  const meantHost = context.suggestHost(name);
  return diagnosticFor(sidecar, path, code, `no service has the host ${quote(name)}`, {
    help: meantHost ? `did you mean ${quote(meantHost)}?` : 'correct the host, or remove it',
  });
}

/** A virtual service can be imported for a host that no service has. */
const importsRoutes = (
  { virtualServices }: AnalysisContext,
  isMeant: (namespace: string) => boolean,
  name: string,
): boolean =>
  virtualServices.some(
    (one) => isMeant(one.metadata.namespace) && hostsOf(one).some(({ host }) => hostMatches(host, name)),
  );
