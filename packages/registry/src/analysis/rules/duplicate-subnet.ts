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

/** What one rule takes on a port: the subnets of all its matches are one filter chain. */
interface Claim {
  readonly match: Layer4Match;
  readonly path: Path;
  readonly text: string;
  readonly subnet: string;
}

/**
 * Istio makes a filter chain of each TCP route, and Envoy takes no listener that names a subnet twice. Two chains that are for
 * the very same subnets are told apart before: the first counts.
 */
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
  const chains: (readonly Claim[])[] = [];
  for (const [rule, { match: matches = [] }] of (spec.tcp ?? []).entries()) {
    const meant = [...matches.entries()].filter(
      ([, match]) => (!match.port || match.port === number) && isForSidecars(match, spec.gateways),
    );
    // Istio: the first rule for any address is the last that counts, for those that it is for.
    if (matches.length === 0 || meant.some(([, match]) => isForAll(match))) return;
    const chain = meant.flatMap(([index, match]) => claimsOf(match, ['spec', 'tcp', rule, 'match', index]));
    if (chains.some((other) => areSame(other, chain))) continue;
    const before = chains.flat();
    for (const claim of chain) {
      const first = before.find((one) => one.subnet === claim.subnet && canMeet(one.match, claim.match));
      if (first) yield { path: claim.path, first: first.path, text: claim.text };
      before.push(claim);
    }
    chains.push(chain);
  }
}

const isForAll = ({ destinationSubnets, sourceLabels, sourceNamespace }: Layer4Match): boolean =>
  !destinationSubnets?.length && !sourceLabels && !sourceNamespace;

const claimsOf = (match: Layer4Match, path: Path): readonly Claim[] =>
  [...(match.destinationSubnets ?? []).entries()]
    .filter(([, text]) => isIpAddress(text) || isCidr(text))
    .map(([at, text]) => ({
      match,
      path: [...path, 'destinationSubnets', at],
      text,
      subnet: subnet(text),
    }));

const areSame = (a: readonly Claim[], b: readonly Claim[]): boolean => subnetsOf(a) === subnetsOf(b);

const subnetsOf = (chain: readonly Claim[]): string =>
  chain
    .map((one) => one.subnet)
    .sort()
    .join();

const isForSidecars = ({ gateways }: Layer4Match, ofAll: readonly string[] = []): boolean => {
  const meant = gateways?.length ? gateways : ofAll;
  return meant.length === 0 || meant.includes('mesh');
};

/** Whether both can be for one proxy. */
const canMeet = (a: Layer4Match, b: Layer4Match): boolean =>
  (!a.sourceNamespace || !b.sourceNamespace || a.sourceNamespace === b.sourceNamespace) &&
  Object.entries(a.sourceLabels ?? {}).every(([key, value]) => (b.sourceLabels?.[key] ?? value) === value);
