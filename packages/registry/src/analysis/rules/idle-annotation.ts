import type { AnyObject, Diagnostic, DiagnosticCode, Kind } from '@xdsim/api';
import { catalogue, diagnosticFor, kinds, own, suggest } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { inWords } from '../in-words.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0737';

/** The annotations that are read, with the kinds on which they are; none means all. */
const known: Readonly<Record<string, readonly Kind[]>> = {
  'xdsim.dev/suppress': [],
  'xdsim.dev/listen-port': ['ServiceEntry', 'Service'],
  'networking.istio.io/traffic-distribution': ['ServiceEntry', 'Service', 'Namespace'],
  'networking.istio.io/exportTo': ['Service'],
  'istio.io/connect-strategy': ['ServiceEntry'],
  'proxy.istio.io/health-checks-enabled': ['WorkloadEntry'],
};

const split = (key: string): readonly [domain: string, name: string] => {
  const slash = key.indexOf('/');
  return [key.slice(0, slash), key.slice(slash + 1)];
};

/** Istio has many annotations that are read elsewhere: of those only what looks like a slip is reported. */
export const idleAnnotation: Rule = {
  code,
  name: 'idle-annotation',
  *check({ snapshot }: AnalysisContext): Iterable<Diagnostic> {
    for (const object of kinds.flatMap((kind): readonly AnyObject[] => snapshot.list(kind))) {
      for (const [key, value] of Object.entries(object.metadata.annotations ?? {})) {
        const found = problem(object.kind, key, value);
        if (found)
          yield diagnosticFor(object, ['metadata', 'annotations', key], code, found.message, {
            help: found.help,
          });
      }
    }
  },
};

function problem(kind: Kind, key: string, value: string): { message: string; help: string } | undefined {
  const readOn = own(known, key);
  if (readOn?.length && !readOn.includes(kind)) {
    return { message: `${key} has no effect on a ${kind}`, help: `it is read on a ${inWords(readOn)}` };
  }
  if (key === 'xdsim.dev/suppress') return unknownCode(value);
  if (readOn) return undefined;
  const [domain, name] = split(key);
  const siblings = Object.keys(known).filter((other) => split(other)[0] === domain);
  const suggestion = suggest(
    name,
    siblings.map((other) => split(other)[1]),
  );
  if (domain !== 'xdsim.dev' && !suggestion) return undefined;
  return {
    message: `there is no annotation ${quote(key)}`,
    help: suggestion ? `did you mean ${domain}/${suggestion}?` : `the annotations are ${inWords(siblings)}`,
  };
}

function unknownCode(value: string): { message: string; help: string } | undefined {
  const codes = Object.keys(catalogue);
  const unknown = value
    .split(',')
    .map((one) => one.trim())
    .find((one) => !one.includes('*') && !codes.includes(one));
  if (unknown === undefined) return undefined;
  return {
    message: `there is no code ${quote(unknown)} to suppress`,
    help: 'write codes separated by commas, as in XDS0701,XDS0712, or * for all',
  };
}
