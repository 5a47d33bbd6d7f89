import type { Diagnostic, DiagnosticCode, Layer4Match, Path, VirtualService } from '@xdsim/api';
import { diagnosticFor, isCidr, isIpAddress } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { hostsOf, isDelegate, isMeshBound } from '../destinations.js';
import { placeOf } from '../place-of.js';
import { portsOf } from '../ports.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';
import { subnet } from '../subnet.js';

const code: DiagnosticCode = 'XDS0748';

interface Claim {
  readonly match: Layer4Match;
  readonly path: Path;
}

/** Istio makes a filter chain of each match, and Envoy takes no listener that has two chains for one subnet. */
export const duplicateSubnet: Rule = {
  code,
  name: 'duplicate-subnet',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const virtualService of context.virtualServices) {
      if (isDelegate(virtualService) || !isMeshBound(virtualService)) continue;
      const services = hostsOf(virtualService).flatMap(({ host }) => context.services.matching(host));
      const told = new Set<string>();
      for (const { number } of portsOf(services)) {
        for (const { path, first, text } of duplicatesOn(virtualService, number)) {
          if (told.has(path.join('.'))) continue;
          told.add(path.join('.'));
          const message = `the subnet ${quote(text)} has a TCP route on port ${number} already: Envoy refuses the listener with both`;
          yield diagnosticFor(virtualService, path, code, message, {
            help: 'name each subnet in one match only',
            related: [placeOf(virtualService, first, 'the first that takes it')],
          });
        }
      }
    }
  },
};

interface Duplicate {
  readonly path: Path;
  readonly first: Path;
  readonly text: string;
}

function* duplicatesOn({ spec }: VirtualService, number: number): Iterable<Duplicate> {
  const claims = new Map<string, Claim[]>();
  for (const [rule, { match: matches = [] }] of (spec.tcp ?? []).entries()) {
    if (matches.length === 0) return;
    for (const [index, match] of matches.entries()) {
      if ((match.port && match.port !== number) || !isForSidecars(match, spec.gateways)) continue;
      const subnets = match.destinationSubnets ?? [];
      // Istio: the first match for any address is the last that counts, for those that it is for.
      if (subnets.length === 0 && !match.sourceLabels && !match.sourceNamespace) return;
      for (const [at, text] of subnets.entries()) {
        if (!isIpAddress(text) && !isCidr(text)) continue;
        const path = ['spec', 'tcp', rule, 'match', index, 'destinationSubnets', at];
        const key = subnet(text);
        const before = claims.get(key) ?? [];
        const first = before.find((one) => canMeet(one.match, match));
        if (first) yield { path, first: first.path, text };
        claims.set(key, [...before, { match, path }]);
      }
    }
  }
}

const isForSidecars = ({ gateways }: Layer4Match, ofAll: readonly string[] = []): boolean => {
  const meant = gateways?.length ? gateways : ofAll;
  return meant.length === 0 || meant.includes('mesh');
};

/** Whether both can be for one proxy. */
const canMeet = (a: Layer4Match, b: Layer4Match): boolean =>
  (!a.sourceNamespace || !b.sourceNamespace || a.sourceNamespace === b.sourceNamespace) &&
  Object.entries(a.sourceLabels ?? {}).every(([key, value]) => (b.sourceLabels?.[key] ?? value) === value);
