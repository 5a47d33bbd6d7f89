import type { DestinationRule } from '@xdsim/api';
import type { MergedRule } from '@xdsim/registry';
import type { Context } from '../context.js';
import { writtenPolicies } from '../policy/written-policies.js';
import type { WrittenPolicy } from '../policy/written-policies.js';
import { ignoresTls, unofferedTls } from './unoffered-tls.js';

const FILES = 'Use SIMPLE or MUTUAL with files, or DISABLE.';

function reportTls(
  context: Context,
  source: DestinationRule,
  rule: MergedRule,
  { path, policy: { tls } }: WrittenPolicy,
): void {
  if (!tls) return;
  const at = [...path, 'tls', 'credentialName'];
  switch (unofferedTls(context, tls, rule)) {
    case 'mode':
      context.report(
        source,
        [...path, 'tls', 'mode'],
        'XDS0501',
        'ISTIO_MUTUAL needs certificates that xdsim does not hand out: clusters with it are left out',
        FILES,
      );
      break;
    case 'credentialName':
      context.report(
        source,
        at,
        'XDS0520',
        'credentials of this kind are not handed out: clusters that need one are left out',
        'Write the plain name of a secret that the server is given (--secrets), or use files.',
      );
      break;
    case undefined:
      if (!ignoresTls(tls, rule)) return;
      context.report(
        source,
        at,
        'XDS0521',
        `a sidecar ignores credentialName, and ${tls.mode} with it: the traffic is plain text`,
        'Name files instead, or select with workloadSelector the proxies that are to have the credential.',
      );
  }
}

/** Says what a rule asks for and does not get, where it stands. */
export function reportRule(context: Context, rule: MergedRule): void {
  for (const source of rule.sources) {
    for (const written of writtenPolicies(source)) {
      reportTls(context, source, rule, written);
      const { policy, path } = written;
      if (!('retryBudget' in policy) || policy.retryBudget?.budgetInterval === undefined) continue;
      context.report(
        source,
        [...path, 'retryBudget', 'budgetInterval'],
        'XDS0522',
        "budgetInterval is newer than the Envoy messages in use: the budget has Envoy's own interval",
      );
    }
  }
}
