import type { Diagnostic, DiagnosticCode, Path, VirtualService } from '@xdsim/api';
import { diagnosticFor, nameOf } from '@xdsim/api';
import { whyFirst } from '../../age.js';
import type { AnalysisContext } from '../context.js';
import { hostsOf, isMeshBound } from '../destinations.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0716';

interface Claim {
  readonly virtualService: VirtualService;
  readonly path: Path;
}

/** Istio, in the mesh: HTTP routes of one host come from one VirtualService. (Gateways merge those of several.) */
export const overlappingVirtualServices: Rule = {
  code,
  name: 'overlapping-virtual-services',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    const claims = new Map<string, Claim[]>();
    for (const virtualService of context.virtualServices) {
      if (!isMeshBound(virtualService) || !virtualService.spec.http?.length) continue;
      for (const { host: written, path } of hostsOf(virtualService)) {
        const host = written.toLowerCase();
        const claim = { virtualService, path };
        const others = claims.get(host);
        // One that says its host twice, short and in full, has said it.
        if (others?.some((other) => other.virtualService === virtualService)) continue;
        if (others) others.push(claim);
        else claims.set(host, [claim]);
      }
    }
    for (const [host, all] of claims) {
      if (all.length < 2) continue;
      const winners = winnersByClient(context, all);
      for (const claim of all) {
        const seen = [...winners].filter(([client]) => context.sees(client, claim.virtualService));
        const [first] = seen;
        // One that wins somewhere overrides others there on purpose.
        if (!first || seen.some(([, winner]) => winner === claim)) continue;
        const [client, winner] = first;
        const reason =
          context.sees(client, winner.virtualService) === 'private' &&
          context.sees(client, claim.virtualService) === 'public'
            ? 'as it is exported to their namespace in particular'
            : `as ${whyFirst(winner.virtualService, claim.virtualService)}`;
        yield diagnosticFor(
          claim.virtualService,
          claim.path,
          code,
          `clients take the HTTP routes of ${quote(host)} from ${nameOf(winner.virtualService)}, ${reason}: those here are never used`,
          {
            help: 'move the routes into one VirtualService, or into delegates of one',
            related: [placeOf(winner.virtualService, winner.path, 'the one that is used')],
          },
        );
      }
    }
  },
};

/** Istio: what is exported to the client's namespace in particular comes first, then public ones; each oldest first. */
function winnersByClient(context: AnalysisContext, claims: readonly Claim[]): ReadonlyMap<string, Claim> {
  const winners = new Map<string, Claim>();
  for (const client of context.clientsOf(claims.map((claim) => claim.virtualService))) {
    const how = (claim: Claim) => context.sees(client, claim.virtualService);
    const winner =
      claims.find((claim) => how(claim) === 'private') ?? claims.find((claim) => how(claim) === 'public');
    if (winner) winners.set(client, winner);
  }
  return winners;
}
