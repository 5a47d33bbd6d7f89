import type { Diagnostic, DiagnosticCode, Path } from '@xdsim/api';
import { diagnosticFor, nameOf } from '@xdsim/api';
import type { Service } from '../../services/service.js';
import { whyFirst } from '../../age.js';
import { visibility } from '../../services/visibility.js';
import { type AnalysisContext, ELSEWHERE } from '../context.js';
import { inWords } from '../in-words.js';
import { placeOf } from '../place-of.js';
import { hasPort } from '../ports.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0715';

/** One host has one service. Istio: which of several counts depends on the client's namespace, then on age. */
export const conflictingServices: Rule = {
  code,
  name: 'conflicting-services',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const host of context.services.hosts()) {
      const services = byPrecedence(onePerObject(context.services.of(host)));
      for (const [index, other] of services.entries()) {
        const before = services.slice(0, index);
        const same = before.find((service) => service.namespace === other.namespace);
        if (same) yield* withinNamespace(context, same, other);
        else yield* acrossNamespaces(context, before, other);
      }
    }
  },
};

const onePerObject = (services: readonly Service[]): readonly Service[] => [
  ...new Map(services.map((service) => [service.source, service])).values(),
];

/** Istio: Kubernetes' own comes before any ServiceEntry, whatever their ages. */
const byPrecedence = (services: readonly Service[]): readonly Service[] => [
  ...services.filter(({ registry }) => registry === 'Kubernetes'),
  ...services.filter(({ registry }) => registry !== 'Kubernetes'),
];

const why = (winner: Service, other: Service): string =>
  winner.registry === other.registry ? whyFirst(winner.source, other.source) : "it is Kubernetes' own";

const fieldOf = ({ source, hostname }: Service): Path =>
  source.kind === 'Service' ? ['metadata', 'name'] : ['spec', 'hosts', source.spec.hosts.indexOf(hostname)];

/** All that two services say, but for whom they say it to. */
const content = ({ source }: Service): string => {
  if (source.kind === 'Service') return text(source.spec);
  const { exportTo: _, ...rest } = source.spec;
  return text(rest);
};

const text = (value: unknown): string =>
  JSON.stringify(value ?? {}, (_, v: unknown) =>
    v && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );

/** Istio merges the ports of two services only if they agree on all of these. */
function differences(a: Service, b: Service): readonly string[] {
  return [
    ...(a.registry === b.registry ? [] : ['kind']),
    ...(a.resolution === b.resolution ? [] : [`resolution (${a.resolution}, ${b.resolution})`]),
    ...(text(a.labels) === text(b.labels) ? [] : ['metadata.labels']),
    ...(text(a.selector) === text(b.selector) ? [] : ['workloadSelector']),
    ...(text([...a.exportTo].sort()) === text([...b.exportTo].sort()) ? [] : ['exportTo']),
  ];
}

/** Endpoints of both are served; ports, resolution and so on are the older one's. */
function* withinNamespace(context: AnalysisContext, older: Service, younger: Service): Iterable<Diagnostic> {
  const differing = differences(older, younger);
  const ports = younger.ports.filter((port) => !hasPort([older], port.number)).map((port) => port.number);
  const isLost = ports.length > 0 || older.resolution !== younger.resolution;
  if (differing.length === 0 || !isLost) return;
  const defaults = context.mesh.defaultServiceExportTo;
  const share = context
    .clientsOf([older.source, younger.source])
    .some((client) =>
      [older, younger].every((one) => visibility(one.exportTo, one.namespace, client, defaults)),
    );
  if (!share) return;
  const effect = ports.length
    ? `${ports.length > 1 ? 'the ports' : 'port'} ${inWords(ports)} of this one ${ports.length > 1 ? 'are' : 'is'} not served`
    : `its endpoints are served with resolution ${older.resolution}`;
  yield diagnosticFor(
    younger.source,
    fieldOf(younger),
    code,
    `${nameOf(older.source)} has the host ${quote(older.hostname)} too, and wins as ${why(older, younger)}: ${effect}`,
    {
      help:
        older.registry === younger.registry
          ? `the two differ in ${inWords(differing)}: make them agree, or make one object of them`
          : 'give the ServiceEntry another host, or remove one of the two',
      related: [placeOf(older.source, fieldOf(older), 'the one that wins')],
    },
  );
}

/** A client takes the service of its own namespace, else what is exported to it in particular, else the oldest. */
function* acrossNamespaces(
  context: AnalysisContext,
  older: readonly Service[],
  younger: Service,
): Iterable<Diagnostic> {
  const [winner] = context.servicesFor(ELSEWHERE, younger.hostname);
  const defaults = context.mesh.defaultServiceExportTo;
  const isPublic = visibility(younger.exportTo, younger.namespace, ELSEWHERE, defaults) === 'public';
  if (!winner || !isPublic || !older.includes(winner)) return;
  // Copies in several namespaces do no harm.
  if (content(winner) === content(younger)) return;
  const { namespace } = younger;
  yield diagnosticFor(
    younger.source,
    fieldOf(younger),
    code,
    `${nameOf(winner.source)} has the host ${quote(younger.hostname)} too: clients outside ${namespace} use that one, as ${why(winner, younger)}`,
    {
      help: `say exportTo: ["."] if this service is for namespace ${namespace} only, or remove one of the two`,
      related: [placeOf(winner.source, fieldOf(winner), 'the one that wins')],
    },
  );
}
