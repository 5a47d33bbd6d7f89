import type { Diagnostic, DiagnosticCode, PeerAuthentication } from '@xdsim/api';
import { diagnosticFor, nameOf } from '@xdsim/api';
import { whyFirst } from '../../age.js';
import type { AnalysisContext } from '../context.js';
import { isWide } from '../peer-authentications.js';
import { placeOf } from '../place-of.js';
import type { Rule } from '../rule.js';
import { selects } from '../selects.js';

const code: DiagnosticCode = 'XDS0745';

const pathOf = (policy: PeerAuthentication): readonly string[] =>
  isWide(policy) ? ['metadata', 'name'] : ['spec', 'selector', 'matchLabels'];

/** Istio: policies do not add up. Of those for one workload, and of those for one namespace, the oldest holds. */
export const overriddenPeerAuthentication: Rule = {
  code,
  name: 'overridden-peer-authentication',
  *check({ snapshot }: AnalysisContext): Iterable<Diagnostic> {
    const before = new Map<string, PeerAuthentication[]>();
    for (const policy of snapshot.list('PeerAuthentication')) {
      const { namespace } = policy.metadata;
      const labels = policy.spec.selector?.matchLabels ?? {};
      const older = before
        .get(namespace)
        ?.find(
          (one) => isWide(one) === isWide(policy) && selects(one.spec.selector?.matchLabels ?? {}, labels),
        );
      const all = before.get(namespace);
      if (all) all.push(policy);
      else before.set(namespace, [policy]);
      if (!older) continue;
      const whose = isWide(policy) ? `of namespace ${namespace}` : 'that this one selects';
      yield diagnosticFor(
        policy,
        [...pathOf(policy)],
        code,
        `${nameOf(older)} holds for all workloads ${whose}, as ${whyFirst(older, policy)}: this one is never used`,
        {
          help: 'make one policy of both',
          related: [placeOf(older, [...pathOf(older)], 'the one that holds')],
        },
      );
    }
  },
};
