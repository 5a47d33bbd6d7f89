import type { AnyObject, Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnostic, diagnosticFor, nameOf } from '@xdsim/api';
import type { ResourceType } from '@xdsim/envoy';
import type { Provenance } from '@xdsim/translator';
import { blamedField } from './blamed-field.js';

/** What a proxy said no to. */
export interface Rejected {
  readonly proxy: string;
  readonly type: ResourceType;
  /** Envoy's own words. */
  readonly message: string;
  /** The names in the response that was rejected. */
  readonly names: readonly string[];
}

const singular: Readonly<Record<ResourceType, string>> = {
  clusters: 'cluster',
  endpoints: 'endpoints of',
  listeners: 'listener',
  routes: 'routes',
  secrets: 'secret',
};

const cannotBind = /cannot bind|permission denied|address already in use/i;

/**
 * Explains a NACK: which resource it was about and, with the translation's provenance, which object that came from.
 * One message may be about several resources; the first one that it names has the place, the others are related.
 */
export function explainRejection(rejected: Rejected, provenance: Provenance | undefined): Diagnostic {
  const { proxy, type, message, names } = rejected;
  const culprits = namedIn(message, names);
  const [name] = culprits;
  const what = name === undefined ? `some of its ${type}` : `${singular[type]} ${name}`;
  const isBind = isAboutPort(rejected);
  const code: DiagnosticCode = isBind ? 'XDS0602' : 'XDS0601';
  const did = isBind ? 'cannot open' : 'rejected';
  const reason = reasonIn(message, name);
  const text = `${proxy} ${did} ${what}: ${reason}`;
  const objects = culprits.flatMap((culprit) => provenance?.get(`${type}/${culprit}`) ?? []);
  const all = [...new Set(objects)];
  // A port that cannot be bound is nobody's text.
  const blamed = isBind ? undefined : blamedField(reason, all);
  const object = blamed?.object ?? all[0];
  const others = all.filter((one) => one !== object);
  const extra = { help: isBind ? bindHelp(message) : rejectHelp(message), ...relatedTo(others) };
  return object
    ? diagnosticFor(object, blamed?.path ?? [], code, text, extra)
    : diagnostic(code, { message: text, ...extra });
}

/** Envoy's words in one line, without its preamble: `Error adding/updating listener(s) NAME: `. */
function reasonIn(message: string, name: string | undefined): string {
  const line = message.replace(/\s+/g, ' ').trim();
  // Envoy writes out the whole message that it did not like; what it did not like about it comes last.
  const constraint = /Proto constraint validation failed \(.*$/.exec(line);
  if (constraint) return constraint[0];
  const reason = line.replace(/^Error adding\/updating \w+\(s\) /, '');
  return name !== undefined && reason.startsWith(`${name}: `) ? reason.slice(name.length + 2) : reason;
}

const lacksCertificates = /certificate ?provider/i;
const lacksAds = /ADS must be configured/;

function rejectHelp(message: string): string {
  if (lacksCertificates.test(message)) {
    return 'For ISTIO_MUTUAL the bootstrap of a gRPC client has to have certificate_providers with one called default: docs/grpc.md.';
  }
  return lacksAds.test(message)
    ? 'Clusters and listeners refer to endpoints and routes by ADS: add ads_config to the dynamic_resources of this bootstrap: docs/bootstrap.md.'
    : 'The proxy keeps what it had before. It is offered the resource again when that changes.';
}

const bindHelp = (message: string): string =>
  /permission denied/i.test(message)
    ? 'Ports below 1024 are for the superuser. --port-offset 10000 moves every listener up by 10000.'
    : 'Another program has the port. Stop it, or move every listener with --port-offset, for example 10000.';

const relatedTo = (objects: readonly AnyObject[]): Pick<Diagnostic, 'related'> =>
  objects.length === 0
    ? {}
    : {
        related: objects.map((object) => ({
          message: `${nameOf(object)} has a part in it`,
          ...(object.origin && { file: object.origin.file, line: object.origin.line }),
        })),
      };

/** Whether a port could not be bound, which says nothing of the listener: it may be free again at any time. */
export const isAboutPort = ({ type, message }: Pick<Rejected, 'type' | 'message'>): boolean =>
  type === 'listeners' && cannotBind.test(message);

/** The names that a message mentions, in its order; the only name there is needs no mention. */
export function namedIn(message: string, names: readonly string[]): readonly string[] {
  if (names.length === 1) return names;
  return names
    .map((name) => ({ name, at: message.search(wholeName(name)) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ name }) => name);
}

/** Listener `0.0.0.0_80` is not meant where `0.0.0.0_8080` is named, nor `a.example` by `a.example.com`. */
const wholeName = (name: string): RegExp =>
  new RegExp(`(?<![\\w|.-])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w|-]|\\.\\w)`);
