import type { DestinationRule } from '@xdsim/api';
import type { Context } from '../context.js';

/** What a DestinationRule may ask for that is not translated yet, as paths below `trafficPolicy`. */
const untranslated = [
  ['loadBalancer', 'localityLbSetting'],
  ['loadBalancer', 'zoneAwareLbSetting'],
  ['tls', 'credentialName'],
  ['tunnel'],
  ['proxyProtocol'],
] as const;

const has = (value: unknown, path: readonly string[]): boolean =>
  path.reduce<unknown>((v, key) => (v as Record<string, unknown> | undefined)?.[key], value) !== undefined;

/** A setting that has no effect is said, never dropped in silence. */
export function reportUntranslated(context: Context, rule: DestinationRule): void {
  const { trafficPolicy, subsets } = rule.spec;
  const policies: [(string | number)[], unknown][] = [
    [['spec', 'trafficPolicy'], trafficPolicy],
    ...(trafficPolicy?.portLevelSettings ?? []).map((s, i): [(string | number)[], unknown] => [
      ['spec', 'trafficPolicy', 'portLevelSettings', i],
      s,
    ]),
    ...(subsets ?? []).map((s, i): [(string | number)[], unknown] => [
      ['spec', 'subsets', i, 'trafficPolicy'],
      s.trafficPolicy,
    ]),
  ];
  for (const [at, policy] of policies) {
    for (const path of untranslated) {
      if (!has(policy, path)) continue;
      context.report(
        rule,
        [...at, ...path],
        'XDS0509',
        `${path.join('.')} is not translated yet: the cluster is made without it`,
      );
    }
  }
}
