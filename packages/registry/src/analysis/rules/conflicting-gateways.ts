import type { Diagnostic, DiagnosticCode, Gateway, Path } from '@xdsim/api';
import { diagnosticFor, nameOf } from '@xdsim/api';
import type { AnalysisContext } from '../context.js';
import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import type { Rule } from '../rule.js';
import { selects } from '../selects.js';

const code: DiagnosticCode = 'XDS0743';

interface Claim {
  readonly gateway: Gateway;
  readonly path: Path;
}

/** Two Gateways for the same proxies and port: which of the two decides on a host is a matter of their age. */
export const conflictingGateways: Rule = {
  code,
  name: 'conflicting-gateways',
  *check({ snapshot }: AnalysisContext): Iterable<Diagnostic> {
    const claims = new Map<string, Claim[]>();
    for (const gateway of snapshot.list('Gateway')) {
      for (const [index, { bind = '', port, hosts = [] }] of (gateway.spec.servers ?? []).entries()) {
        for (const [number, host] of hosts.entries()) {
          const claim = { gateway, path: ['spec', 'servers', index, 'hosts', number] };
          const key = `${bind} ${port?.number ?? 0} ${host}`;
          const earlier = claims.get(key);
          const other = earlier?.find((one) => one.gateway !== gateway && haveOneProxy(one.gateway, gateway));
          if (earlier) earlier.push(claim);
          else claims.set(key, [claim]);
          if (!other) continue;
          yield diagnosticFor(
            gateway,
            claim.path,
            code,
            `${nameOf(other.gateway)} has the host ${quote(host)} on port ${port?.number} of the same proxies`,
            {
              help: 'keep the host in one of the two',
              related: [placeOf(other.gateway, other.path, 'also here')],
            },
          );
        }
      }
    }
  },
};

function haveOneProxy(
  { spec: { selector: a = {} } }: Gateway,
  { spec: { selector: b = {} } }: Gateway,
): boolean {
  return selects(a, b) || selects(b, a);
}
